"""Reference values for org.nodesnr.statistics, from SciPy, NumPy and exhaustive enumeration.

    python3 src/test/reference/statistics_reference.py

writes src/test/resources/reference/statistics.json (made with SciPy 1.17.1, NumPy 2.4.6). The columns
of every case are written beside the values. A value is null where the Java code must say NaN.
"""

import itertools
import json
import math
import pathlib
import warnings
from fractions import Fraction

import numpy as np
from scipy import stats

warnings.simplefilter("ignore")
NAN = float("nan")
OUT = pathlib.Path(__file__).parents[1] / "resources" / "reference" / "statistics.json"
ENUMERATED = 5040  # 7!


def clean(value):
    value = float(value)
    return None if math.isnan(value) else value


def root(fraction):
    """The square root of a rational number, however small."""
    scaled = math.isqrt(fraction.numerator * fraction.denominator << 400)
    return float(Fraction(scaled, fraction.denominator << 200))


def exact_pearson(x, y):
    """r in rational arithmetic, rounded at the end."""
    x, y = [Fraction(v) for v in x], [Fraction(v) for v in y]
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxy = sum((a - mx) * (b - my) for a, b in zip(x, y))
    sxx = sum((a - mx) ** 2 for a in x)
    syy = sum((b - my) ** 2 for b in y)
    if sxx == 0 or syy == 0:
        return NAN
    return math.copysign(root(sxy * sxy / (sxx * syy)), sxy)


def exact_fit(x, y):
    """Slope, intercept and the slope's standard error, in rational arithmetic up to the last root."""
    x, y = [Fraction(v) for v in x], [Fraction(v) for v in y]
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxx = sum((a - mx) ** 2 for a in x)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sxx
    intercept = my - slope * mx
    if n == 2:
        return slope, intercept, NAN
    rest = sum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return slope, intercept, root(rest / (n - 2) / sxx)


def within_orders(groups):
    """All orders of the rows that keep each row in its group."""
    rows = [[i for i, g in enumerate(groups) if g == label] for label in sorted(set(groups))]
    for choice in itertools.product(*(itertools.permutations(r) for r in rows)):
        order = [0] * len(groups)
        for r, c in zip(rows, choice):
            for to, source in zip(r, c):
                order[to] = source
        yield order


def count_orders(groups):
    return math.prod(math.factorial(groups.count(label)) for label in set(groups))


def centred(v, groups):
    """Rational v less its group means."""
    v = [Fraction(a) for a in v]
    means = {g: sum(a for a, h in zip(v, groups) if h == g) / groups.count(g) for g in groups}
    return [a - means[g] for a, g in zip(v, groups)]


def permutation_p(x, y, groups, score):
    """The share of orders of y with |score| at least the observed one, exactly."""
    observed = abs(score(x, y))
    hits = total = 0
    for order in within_orders(groups):
        total += 1
        hits += abs(score(x, [y[i] for i in order])) >= observed
    return hits / total


def product_score(x, y):
    return sum(a * b for a, b in zip(x, y))


def sign(a):
    return int(a > 0) - int(a < 0)


def kendall_score(groups):
    pairs = [p for p in itertools.combinations(range(len(groups)), 2) if groups[p[0]] == groups[p[1]]]

    def score(x, y):
        return sum(sign(x[i] - x[j]) * sign(y[i] - y[j]) for i, j in pairs)

    return score


def stratified_tau(x, y, groups):
    """tau_b over pairs of the same group, and its z with the variance summed over groups."""
    s = a = b = 0
    variance = 0.0
    for label in sorted(set(groups)):
        rows = [i for i, g in enumerate(groups) if g == label]
        if len(rows) < 2:
            continue
        for i, j in itertools.combinations(rows, 2):
            dx, dy = sign(x[i] - x[j]), sign(y[i] - y[j])
            s, a, b = s + dx * dy, a + dx * dx, b + dy * dy
        m = len(rows)
        ties = []
        for v in (x, y):
            t = np.unique([v[i] for i in rows], return_counts=True)[1].astype(float)
            ties.append(((t * (t - 1)).sum(), (t * (t - 1) * (t - 2)).sum(), (t * (t - 1) * (2 * t + 5)).sum()))
        (x1, x2, x3), (y1, y2, y3) = ties
        variance += (m * (m - 1) * (2 * m + 5) - x3 - y3) / 18 + x1 * y1 / (2 * m * (m - 1))
        if m > 2:
            variance += x2 * y2 / (9 * m * (m - 1) * (m - 2))
    if a == 0 or b == 0:
        return NAN, NAN
    return s / math.sqrt(a) / math.sqrt(b), 2 * stats.norm.sf(abs(s / math.sqrt(variance)))


def partial(x, y, groups):
    """Slope, its standard error and p, and partial r, from y ~ x + one dummy per group."""
    labels = sorted(set(groups))
    dummies = np.array([[g == label for label in labels] for g in groups], float)
    rx = x - dummies @ np.linalg.lstsq(dummies, x, rcond=None)[0]
    ry = y - dummies @ np.linalg.lstsq(dummies, y, rcond=None)[0]
    design = np.column_stack([x, dummies])
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    rest = y - design @ beta
    df = len(x) - design.shape[1]
    if df < 1:
        return beta[0], NAN, NAN, np.corrcoef(rx, ry)[0, 1]
    error = math.sqrt(rest @ rest / df * np.linalg.inv(design.T @ design)[0, 0])
    return beta[0], error, 2 * stats.t.sf(abs(beta[0] / error), df), np.corrcoef(rx, ry)[0, 1]


def plain_case(name, x, y):
    ok = [i for i in range(len(x)) if math.isfinite(x[i]) and math.isfinite(y[i])]
    fx, fy = [x[i] for i in ok], [y[i] for i in ok]
    n = len(ok)
    case = {"name": name, "x": x, "y": y, "n": n, "dropped": len(x) - n}
    defined = n >= 2 and len(set(fx)) > 1 and len(set(fy)) > 1
    case["defined"] = defined
    if not defined:
        return case
    groups = [0] * n
    ranks = [list(stats.rankdata(v)) for v in (fx, fy)]
    tau = stats.kendalltau(fx, fy, method="asymptotic" if n > 2 else "auto")
    case["pearson"] = clean(exact_pearson(fx, fy))
    case["spearman"] = clean(exact_pearson(*ranks))
    case["kendall"] = clean(tau.statistic)
    if n > 2:
        r = case["pearson"]
        case["pearsonT"] = clean(stats.beta.sf(abs(r), n / 2 - 1, n / 2 - 1, loc=-1, scale=2) * 2)
        case["spearmanT"] = clean(stats.spearmanr(fx, fy).pvalue)
        case["kendallNormal"] = clean(tau.pvalue)
    ties = len(set(fx)) < n or len(set(fy)) < n
    if not ties and n <= 33:
        case["kendallExact"] = clean(stats.kendalltau(fx, fy, method="exact").pvalue)
    if math.factorial(n) <= ENUMERATED:
        case["pearsonPermutation"] = permutation_p(centred(fx, groups), centred(fy, groups), groups, product_score)
        case["spearmanPermutation"] = permutation_p(
            centred(ranks[0], groups), centred(ranks[1], groups), groups, product_score
        )
        case["kendallPermutation"] = permutation_p(fx, fy, groups, kendall_score(groups))
    case["slope"], case["intercept"], case["slopeError"] = map(clean, exact_fit(fx, fy))
    return case


def grouped_case(name, x, y, groups):
    x, y = np.array(x, float), np.array(y, float)
    groups = list(groups)
    ranks = stats.rankdata(x), stats.rankdata(y)
    slope, error, p, r = partial(x, y, groups)
    _, _, rank_p, rho = partial(*ranks, groups)
    tau, tau_p = stratified_tau(x, y, groups)
    case = {
        "name": name,
        "x": list(x),
        "y": list(y),
        "groups": [str(g) for g in groups],
        "pearson": clean(r),
        "pearsonT": clean(p),
        "spearman": clean(rho),
        "spearmanT": clean(rank_p),
        "kendall": clean(tau),
        "kendallNormal": clean(tau_p),
        "slope": clean(slope),
        "slopeError": clean(error),
        "intercept": clean(y.mean() - slope * x.mean()),
    }
    if count_orders(groups) <= ENUMERATED:
        case["pearsonPermutation"] = permutation_p(centred(x, groups), centred(y, groups), groups, product_score)
        case["spearmanPermutation"] = permutation_p(
            centred(ranks[0], groups), centred(ranks[1], groups), groups, product_score
        )
        case["kendallPermutation"] = permutation_p(list(x), list(y), groups, kendall_score(groups))
    return case


def plain_cases():
    rng = np.random.default_rng(20020468)
    for n in (3, 4, 5, 6, 7, 10, 11, 33, 34, 167):
        x = rng.normal(size=n)
        yield plain_case(f"normal n={n}", list(x), list(0.6 * x + rng.normal(size=n)))
    for n in (4, 6, 7, 12, 40, 200):
        x = rng.integers(0, 5, n).astype(float)
        yield plain_case(f"ties n={n}", list(x), list(x + rng.integers(0, 6, n)))
    for n in (7, 30, 300):
        x = rng.integers(0, 2, n).astype(float)
        x[:2] = 0, 1
        y = rng.integers(0, 2, n).astype(float)
        y[:2] = 0, 1
        yield plain_case(f"two values n={n}", list(x), list(y))
    x = rng.normal(size=1500)
    yield plain_case("large and weak", list(np.round(x, 2)), list(np.round(0.03 * x + rng.normal(size=1500), 1)))
    x = rng.normal(size=400)
    yield plain_case("large and strong", list(x), list(x + 0.2 * rng.normal(size=400)))
    accuracy = np.round(0.98 + 0.003 * rng.normal(size=60), 4)
    yield plain_case("accuracies", list(rng.normal(1.4, 0.1, 60) + 20 * accuracy), list(accuracy))
    yield plain_case("all but one tied", [1.0] * 11 + [2.0], list(rng.normal(size=12)))
    yield plain_case("nearly constant", [1 + k * 2.0**-52 for k in (1, 5, 2, 8, 7, 3)], [1.0, 4.0, 2.5, 7.0, 9.0, 1.5])
    yield plain_case("huge", list(1e200 * rng.normal(size=15)), list(1e-100 * rng.normal(size=15)))
    yield plain_case("offset", list(1e9 + rng.normal(size=25)), list(rng.normal(size=25)))
    yield plain_case("signed zeros", [0.0, -0.0, 1.0, 2.0, -1.0], [3.0, 1.0, -0.0, 0.0, 2.0])
    yield plain_case("NaN", [1.0, NAN, 3.0, 2.0, 5.0, 4.0, 7.0], [2.0, 1.0, NAN, 0.5, 6.0, 5.0, 5.5])
    yield plain_case("infinite", [1.0, math.inf, 3.0, 2.0, 5.0], [2.0, 1.0, 7.0, -math.inf, 6.0])
    yield plain_case("empty", [], [])
    yield plain_case("all NaN", [NAN, NAN, 1.0], [1.0, 2.0, NAN])
    yield plain_case("n=1", [1.0], [2.0])
    yield plain_case("n=2", [1.0, 2.0], [5.0, 3.0])
    yield plain_case("n=2 tied", [1.0, 1.0], [5.0, 3.0])
    yield plain_case("constant x", [0.1] * 7, list(rng.normal(size=7)))
    yield plain_case("constant y", list(rng.normal(size=9)), [0.7] * 9)
    yield plain_case("both constant", [0.1] * 5, [0.7] * 5)


def perfect_cases():
    """Monotone columns: the share of orders that stay perfect, by enumeration."""
    for name, x, slope in (
        ("n=2", [1, 2], 1),
        ("n=5", [1, 2, 4, 7, 11], 2),
        ("falling n=6", [0, 1, 2, 3, 4, 5], -3),
        ("ties, symmetric", [1, 1, 2, 3, 3], 1),
        ("ties, not symmetric", [1, 1, 2, 3, 4, 5], 1),
        ("ranks symmetric only", [1, 1, 2, 9, 9], -1),
        ("tied block", [0, 0, 0, 0, 1, 1, 1], 4),
    ):
        groups = [0] * len(x)
        y = [5 + slope * v for v in x]
        ranks = list(stats.rankdata(x)), list(stats.rankdata(y))
        yield {
            "name": name,
            "x": x,
            "y": y,
            "sign": sign(slope),
            "pearson": permutation_p(centred(x, groups), centred(y, groups), groups, product_score),
            "spearman": permutation_p(centred(ranks[0], groups), centred(ranks[1], groups), groups, product_score),
            "kendall": permutation_p(x, y, groups, kendall_score(groups)),
        }


def grouped_cases():
    rng = np.random.default_rng(2020)
    for n, k in ((5, 2), (6, 2), (7, 3), (12, 3), (40, 4), (200, 8)):
        groups = [i % k for i in range(n)]
        shift = np.array([3.0 * g for g in groups])
        x = rng.normal(size=n) + shift
        y = -0.5 * x + 2 * shift + rng.normal(size=n)
        yield grouped_case(f"Simpson n={n} k={k}", list(x), list(y), groups)
        yield grouped_case(f"Simpson, rounded n={n} k={k}", list(np.round(x)), list(np.round(y / 2)), groups)
    x = rng.normal(size=20)
    yield grouped_case("uneven, one alone", list(x), list(x + rng.normal(size=20)), [0] * 12 + [1] * 7 + [2])


def sign_error(x, y, a, b):
    return (1 - sign(x[a] - x[b]) * sign(y[a] - y[b])) / 2


def hoeffding_weight(delta, n):
    """Of github.com/nitarshan/robust-generalization-measures, less its threshold of one half."""
    return max(0.0, max(0.0, 1 - 2 * math.exp(-2 * n * (delta / 2) ** 2)) ** 2 - 0.5)


def sign_errors(x, y, settings, weight):
    """Worst and mean sign error over pairs of settings that differ in one place; their number."""
    errors = []
    for s, t in itertools.combinations(sorted(set(settings)), 2):
        if sum(u != v for u, v in zip(s, t)) != 1:
            continue
        total = weights = 0.0
        for a in (i for i, u in enumerate(settings) if u == s):
            for b in (i for i, u in enumerate(settings) if u == t):
                w = weight(abs(y[a] - y[b]))
                weights, total = weights + w, total + w * sign_error(x, y, a, b)
        if weights > 0:
            errors.append(total / weights)
    return max(errors), sum(errors) / len(errors), len(errors)


def granulated(x, y, settings, replicates):
    """psi of every hyperparameter: the mean of tau over all groups, tau from its definition."""
    psis = []
    for h in range(len(settings[0])):
        taus = []
        rest = [s[:h] + s[h + 1 :] + (r,) for s, r in zip(settings, replicates)]
        for key in set(rest):
            rows = [i for i, k in enumerate(rest) if k == key]
            if len(rows) > 1:
                ordered = list(itertools.permutations(rows, 2))
                taus.append(sum(sign(x[a] - x[b]) * sign(y[a] - y[b]) for a, b in ordered) / len(ordered))
        psis.append(sum(taus) / len(taus))
    return psis


def factorial_cases():
    rng = np.random.default_rng(1912)
    grid = list(itertools.product("abc", "pq", "uvw", "01"))  # the last is the replicate
    for name, keep, digits in (("full grid", 1.0, 6), ("ties", 1.0, 1), ("holes", 0.7, 6)):
        rows = [g for g in grid if rng.random() < keep]
        settings, replicates = [g[:3] for g in rows], [g[3] for g in rows]
        x = np.round(rng.random(len(rows)) + 0.3 * np.array(["abc".index(s[0]) for s in settings]), digits)
        y = np.round(0.3 * x + 0.5 * rng.random(len(rows)), digits)
        psis = granulated(x, y, settings, replicates)
        worst, mean, count = sign_errors(x, y, settings, lambda delta: 1.0)
        sure_worst, sure_mean, sure_count = sign_errors(x, y, settings, lambda d: hoeffding_weight(d, 200))
        yield {
            "name": name,
            "x": list(x),
            "y": list(y),
            "first": [s[0] for s in settings],
            "second": [s[1] for s in settings],
            "third": [s[2] for s in settings],
            "replicates": replicates,
            "psis": psis,
            "psi": sum(psis) / len(psis),
            "worst": worst,
            "mean": mean,
            "environments": count,
            "resolvedWorst": sure_worst,
            "resolvedMean": sure_mean,
            "resolvedEnvironments": sure_count,
        }


def main():
    reference = {
        "plain": list(plain_cases()),
        "perfect": list(perfect_cases()),
        "grouped": list(grouped_cases()),
        "factorial": list(factorial_cases()),
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(reference, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__":
    main()
