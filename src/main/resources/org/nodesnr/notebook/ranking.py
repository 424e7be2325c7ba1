ranking = pd.concat([read("tables/ranking.csv"), read("tables/ranking-controls.csv")], ignore_index=True)
information = read("tables/ranking-information.csv")
information["given"] = information.given.fillna("")
keys = [c for c in runs.columns if c.startswith("regime.") and runs[c].nunique(dropna=False) > 1]
setting = {c.removeprefix("regime."): pd.factorize(runs[c], use_na_sentinel=False)[0] for c in keys}


def joint(*codes):
    """One code from 0 on for each combination of codes that occurs."""
    both = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        both = np.unique(both * (code.max() + 1) + code, return_inverse=True)[1].ravel()
    return both


def entropy(*codes):
    """Of the joint distribution of codes, in nats."""
    share = np.bincount(joint(*codes)) / len(codes[0])
    return -(share * np.log(share)).sum()


def informed(x, y, given):
    """I(V_x; V_y | U) / H(V_y | U) over ordered pairs of runs whose gaps differ; how many pairs and values of U."""
    dx, dy = (np.sign(np.subtract.outer(v, v)).astype(int) + 1 for v in (x, y))
    first, second = np.nonzero(dy != 1)
    if not len(first):
        return np.nan, 0, 0
    known = [code[ends] for code in given for ends in (first, second)]
    u = joint(*known) if known else np.zeros(len(first), dtype=np.int64)
    vx, vy = dx[first, second], dy[first, second]
    rest = entropy(u, vy) - entropy(u)
    told = rest - (entropy(u, vx, vy) - entropy(u, vx))
    return told / rest if rest > 1e-12 else np.nan, len(u), u.max() + 1


checked = 0
for target, group in ranking.groupby("target", sort=False):
    print(f"{'tau with the ' + target:<34}{'sign':>5}{'runs':>6}{'tau':>8}{'information':>13}")
    shown = 0
    for _, row in group[group.measure.isin(runs.columns)].iterrows():
        needed = [c for c in (row.measure, target, "trainLoss", "weightNorm") if c in runs.columns]
        rows = np.isfinite(runs[needed].astype(float)).all(axis=1).to_numpy()
        x, y = row.sign * runs[row.measure].to_numpy(float)[rows], runs[target].to_numpy(float)[rows]
        told = row.rename({"measure": "quantity"})
        check(told, "n", len(x))
        check(told, "kendall", stats.kendalltau(x, y)[0] if len(x) > 1 else np.nan)
        scores = information[(information.target == target) & (information.measure == row.measure)]
        usable = []
        for _, score in scores.iterrows():
            value, pairs, cells = informed(x, y, [setting[name][rows] for name in score.given.split()])
            told_of = score.rename({"measure": "quantity"})
            check(told_of, "information", value)
            check(told_of, "pairs", pairs)
            check(told_of, "cells", cells)
            if np.isfinite(value) and pairs >= 20 * cells:
                usable.append(value)
            checked += 1
        least = min(usable, default=np.nan)
        check(told, "information", least)
        shown += 1
        if shown <= 10:
            print(f"{row.measure:<34}{'+' if row.sign > 0 else '-':>5}{len(x):>6}{row.kendall:>8.3f}{least:>13.3f}")
    print()
print(f"{checked} rows of ranking-information.csv, and tau of ranking.csv and ranking-controls.csv, agree with runs.csv.")
