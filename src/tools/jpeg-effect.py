#!/usr/bin/env python3
"""What JPEG changes: networks of mnist.conf on MNIST as it is and on a copy that went through JPEG, same seed, same step.

Usage: src/tools/jpeg-effect.py [RESULTS]      RESULTS holds mnist and mnist-jpeg (default: results/reference)

Reads runs.csv of mnist-jpeg, checkpoints.csv of mnist at the same step, and evaluation/on-original.csv of mnist-jpeg:
networks that were trained on the copy, evaluated on the images as they are. Prints accuracies and Spearman's rho.
"""
import csv, pathlib, sys
from scipy.stats import spearmanr

results = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "results/reference")


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


seed = "1"
copy = {r["regime"]: r for r in rows(results / "mnist-jpeg/runs.csv") if r["seed"] == seed and r["status"] == "FINISHED"}
step = {r["step"] for r in copy.values()}
assert len(step) == 1, step
step = step.pop()
plain = {r["regime"]: r for r in rows(results / "mnist/checkpoints.csv") if r["seed"] == seed and r["step"] == step}
crossed = {}
for r in rows(results / "mnist-jpeg/evaluation/on-original.csv"):
    if r["seed"] == seed and r["variant"] == "paper":
        crossed.setdefault(r["regime"], {"testAccuracy": r["testAccuracy"]})["G" + r["layer"]] = r["G"]
regimes = sorted(set(copy) & set(plain) & set(crossed))
print(f"{len(regimes)} regimes, seed {seed}, step {step}")
print(f"{'regime':24} {'as is':>8} {'copy':>8} {'crossed':>8}   test accuracy")
for r in regimes:
    print(f"{r:24} {plain[r]['testAccuracy']:>8} {copy[r]['testAccuracy']:>8} {crossed[r]['testAccuracy']:>8}")


def column(table, name):
    return [float(table[r][name]) for r in regimes]


def rho(a, b):
    return spearmanr(a, b).statistic


print(f"rho of the accuracies: as is and copy {rho(column(plain, 'testAccuracy'), column(copy, 'testAccuracy')):.2f}, "
      f"copy and crossed {rho(column(copy, 'testAccuracy'), column(crossed, 'testAccuracy')):.2f}")
for name in ["S1", "S2", "G1", "G2"]:
    key = "paper." + name
    print(f"{name}: rho with accuracy, as is {rho(column(plain, key), column(plain, 'testAccuracy')):.2f}, "
          f"copy {rho(column(copy, key), column(copy, 'testAccuracy')):.2f}; "
          f"rho of {name} as is and on the copy {rho(column(plain, key), column(copy, key)):.2f}")
