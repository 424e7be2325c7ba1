#!/usr/bin/env python3
"""Kendall's tau_b of S and G with the gap in loss, among the networks of one width, over the runs of mnist-measures.

Usage: src/tools/measures-by-width.py [RESULTS]      RESULTS holds mnist-measures (default: results/reference)

Each measure times its sign, as in the table ranking. Prints the measures with the largest tau, mean of both widths, and how
many of the pairs of networks that differ in width alone have the larger G in the one with the larger gap.
"""
import pathlib, sys
import pandas, scipy.stats

results = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "results/reference") / "mnist-measures"
runs = pandas.read_csv(results / "runs.csv")
ranking = pandas.read_csv(results / "tables/ranking.csv")
signs = {m: s for m, s in zip(ranking["measure"], ranking["sign"])}
for layer in (1, 2, 3):
    signs.setdefault(f"paper.S{layer}", -1)
    signs.setdefault(f"paper.G{layer}", -1)
width = "regime.network.width"
rows = []
for measure, sign in signs.items():
    if measure in runs:
        taus = [scipy.stats.kendalltau(sign * part[measure], part["lossGap"]).statistic for _, part in runs.groupby(width)]
        rows.append((sum(taus) / len(taus), measure, taus))
print("tau by width", sorted(runs[width].unique()))
for mean, measure, taus in sorted(rows, reverse=True):
    print(f"{measure:28}", " ".join(f"{tau:6.2f}" for tau in taus))
keys = [c for c in runs if c.startswith("regime.") and not c.startswith("regime.network")] + ["seed"]
keys = [k for k in keys if runs[k].nunique() > 1]
agree = total = 0
for _, pair in runs.groupby(keys, dropna=False):
    if len(pair) == 2 and pair[width].nunique() == 2:
        a, b = pair.iloc[0], pair.iloc[1]
        total += 1
        agree += (a["paper.Ghidden"] - b["paper.Ghidden"]) * (a["lossGap"] - b["lossGap"]) > 0
print(f"{agree} of {total} pairs that differ in width alone have more G where the gap is wider")
