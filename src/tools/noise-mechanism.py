"""What REPRODUCTION.md says of noise in the networks of interventions-pull; needs SciPy.

evaluation/noise.csv was written by
  nodesnr evaluate configs/interventions-pull.conf --measures noiseSnr,noiseAccuracy,noiseFall --samples 1000 --format csv
"""
import collections
import csv
import pathlib

import numpy
import scipy.stats

ROOT = pathlib.Path("results/reference/interventions-pull")
values = collections.defaultdict(dict)
for row in csv.DictReader(open(ROOT / "evaluation/noise.csv")):
    values[row["network"]][row["measure"], int(row["layer"])] = float(row["value"])

runs = {row["id"]: row for row in csv.DictReader(open(ROOT / "runs.csv"))}
regimes = collections.defaultdict(list)
gains, falls = [], []
for network, of in values.items():
    run = runs[network]
    gains.append(float(run["paper.G1"]) + float(run["paper.G2"]))
    falls.append(of["noiseFall", 0])
    regimes[run["regime"]].append(of["noiseFall", 0])

for layer in (1, 2, 3):
    ratio = [of["noiseSnr", layer] for of in values.values()]
    print(f"layer {layer}: median {numpy.median(ratio):.2f}, {min(ratio):.2f} to {max(ratio):.2f}")
for regime, fall in sorted(regimes.items()):
    print(f"{regime}: fall {100 * numpy.mean(fall):.0f} points, {len(fall)} networks")
print(f"rho of G and fall {scipy.stats.spearmanr(gains, falls).statistic:.2f}, {len(gains)} networks")
