"""Intervals over regimes of what the tables give with intervals over seeds: correlations along training, and with other yardsticks.

Writes evaluation/regime-intervals.csv of each experiment, or of those whose folders are named, which notebooks compute again; needs SciPy,
and checkpoints.csv, which `make figures` writes. Spearman's rho over networks with its 95% interval from 4,000 resamples of whole regimes:
with test accuracy at each checkpoint (column step), and at the end of each run (step "end") with test accuracy, test loss and both gaps.
Mild regimes of mnist: unshifted images, L2 of at most 2e-4.
"""
import csv
import pathlib
import sys

import numpy
import scipy.stats

RESAMPLES = 4_000
TARGETS = ["testAccuracy", "testLoss", "accuracyGap", "lossGap"]


def mild(row):
    return float(row["regime.augmentation.shift"]) == 0 and float(row["regime.l2Coefficient"]) <= 2e-4


def dropped(row):
    return float(row["regime.dropProbability"]) > 0


PARTS = {
    "all": lambda row: True,
    "mild": mild,
    "mild with dropout": lambda row: mild(row) and dropped(row),
    "mild without dropout": lambda row: mild(row) and not dropped(row),
}
FOLDERS = [f"results/reference/{name}" for name in ("mnist", "cifar10", "cifar10-long")]


def rho(x, y):
    """Spearman's rho of each row; NaN where one is constant."""
    a, b = (scipy.stats.rankdata(values, axis=-1) for values in (x, y))
    a, b = (ranks - ranks.mean(axis=-1, keepdims=True) for ranks in (a, b))
    with numpy.errstate(invalid="ignore"):
        return (a * b).sum(axis=-1) / numpy.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))


def interval(rows, quantity, target):
    x, y = (numpy.array([float(row[name]) for row in rows]) for name in (quantity, target))
    regimes = sorted({row["regime"] for row in rows})
    members = [numpy.array([k for k, row in enumerate(rows) if row["regime"] == regime]) for regime in regimes]
    random = numpy.random.default_rng(21)
    draws = random.integers(0, len(regimes), (RESAMPLES, len(regimes)))
    values = []
    for draw in draws:
        some = numpy.concatenate([members[k] for k in draw])
        values.append(rho(x[some], y[some]))
    return len(rows), len(regimes), float(rho(x, y)), *map(float, numpy.nanpercentile(values, [2.5, 97.5]))


def finished(file):
    return [row for row in csv.DictReader(open(file)) if row["status"] == "FINISHED"]


for folder in map(pathlib.Path, sys.argv[1:] or FOLDERS):
    runs = finished(folder / "runs.csv")
    checkpoints = [row for row in finished(folder / "checkpoints.csv") if row["paper.Ghidden"] and int(row["step"]) > 0]
    (folder / "evaluation").mkdir(exist_ok=True)
    with open(folder / "evaluation" / "regime-intervals.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("part step quantity target networks regimes spearman lower upper".split())
        for part in PARTS if folder.name == "mnist" else ["all"]:
            for quantity in ["paper.G1", "paper.Ghidden"]:
                kept = [row for row in checkpoints if PARTS[part](row)]
                for step in sorted({int(row["step"]) for row in kept}):
                    at = [row for row in kept if int(row["step"]) == step]
                    out.writerow([part, step, quantity, TARGETS[0], *interval(at, quantity, TARGETS[0])])
                ended = [row for row in runs if PARTS[part](row)]
                for target in TARGETS:
                    out.writerow([part, "end", quantity, target, *interval(ended, quantity, target)])
