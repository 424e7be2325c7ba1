"""Reference values for org.nodesnr.statistics.Differences, by enumeration with NumPy and SciPy.

    python3 src/test/reference/compare_reference.py

writes src/test/resources/reference/differences.json (made with SciPy 1.17.1, NumPy 2.4.6). Every resample of the clusters
of each experiment is enumerated with its multinomial weight, rows repeated as often as they are drawn; the exact
distribution of the difference is that of all pairs. Given are the ends between which a percentile of 20,000 random pairs
lies unless it is off by more than four standard deviations.
"""

import itertools
import json
import math
import pathlib

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).parents[1] / "resources" / "reference" / "differences.json"
RESAMPLES = 20_000


def resamples(clusters):
    """All ways to draw as many clusters as there are, each with its probability."""
    k = len(clusters)
    for chosen in itertools.combinations_with_replacement(range(k), k):
        counts = np.bincount(chosen, minlength=k)
        ways = math.factorial(k) / math.prod(math.factorial(c) for c in counts)
        yield counts, ways / k**k


def distribution(experiment, statistic):
    labels = list(dict.fromkeys(experiment["clusters"]))
    rows = [[i for i, c in enumerate(experiment["clusters"]) if c == label] for label in labels]
    values, chances = [], []
    for counts, chance in resamples(labels):
        drawn = [row for members, count in zip(rows, counts) for row in members * int(count)]
        values.append(statistic(np.array(experiment["x"])[drawn], np.array(experiment["y"])[drawn]))
        chances.append(chance)
    return np.array(values), np.array(chances)


def percentile(values, chances, share):
    order = np.argsort(values)
    below = np.cumsum(chances[order])
    return float(values[order][min(np.searchsorted(below, share), len(values) - 1)])


def difference(first, second, statistic):
    v1, p1 = distribution(first, statistic)
    v2, p2 = distribution(second, statistic)
    values = (v2[None, :] - v1[:, None]).ravel()
    chances = (p2[None, :] * p1[:, None]).ravel()
    defined = ~np.isnan(values)
    values, chances = values[defined], chances[defined] / chances[defined].sum()
    noise = 4 * math.sqrt(0.025 * 0.975 / RESAMPLES)
    ends = {
        name: [percentile(values, chances, share - noise), percentile(values, chances, share + noise)]
        for name, share in (("lower", 0.025), ("upper", 0.975))
    }
    whole = [statistic(np.array(e["x"]), np.array(e["y"])) for e in (first, second)]
    return {"first": float(whole[0]), "second": float(whole[1]), **ends}


def spearman(x, y):
    return stats.spearmanr(x, y).statistic


def r_squared(x, y):
    return stats.linregress(x, y).rvalue ** 2


def mean(x, y):
    return np.mean(y)


def experiment(rng, clusters, per_cluster, slope, digits):
    labels = [f"seed {c}" for c in range(clusters) for _ in range(per_cluster + c % 2)]
    shift = rng.normal(size=clusters)
    x = np.round(rng.normal(size=len(labels)) + [0.3 * shift[int(l[5:])] for l in labels], digits)
    y = np.round(slope * x + rng.normal(size=len(labels)) + [0.5 * shift[int(l[5:])] for l in labels], digits)
    return {"x": list(map(float, x)), "y": list(map(float, y)), "clusters": labels}


def main():
    rng = np.random.default_rng(2002)
    cases = []
    for name, clusters, slopes, digits in (
        ("opposite signs", (5, 6), (0.8, -0.7), 6),
        ("alike", (5, 5), (0.5, 0.5), 6),
        ("ties", (6, 5), (0.0, 1.5), 0),
    ):
        first = experiment(rng, clusters[0], 3, slopes[0], digits)
        second = experiment(rng, clusters[1], 4, slopes[1], digits)
        cases.append(
            {
                "name": name,
                "firstSample": first,
                "secondSample": second,
                "spearman": difference(first, second, spearman),
                "rSquared": difference(first, second, r_squared),
                "mean": difference(first, second, mean),
            }
        )
    OUT.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__":
    main()
