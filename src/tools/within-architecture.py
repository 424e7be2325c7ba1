"""How S and G go with test accuracy among the networks of mnist-measures, or of the folder named, that share an architecture.

Writes evaluation/within-architecture.csv, which the notebook computes again; needs SciPy. A row says what is held fixed (width, size of
the training set, dropout; empty where it is not), and has Spearman's rho over the networks left with its 95% interval from 4,000
resamples of whole regimes. A row with cells has the mean of rho over so many cells of one width and size, and Student's 95% interval of
that mean, cells taken as independent.
"""
import csv
import itertools
import pathlib
import sys

import numpy
import scipy.stats

ROOT = pathlib.Path(sys.argv[1] if sys.argv[1:] else "results/reference/mnist-measures")
QUANTITIES = ["paper.S1", "paper.S2", "paper.S3", "paper.G1", "paper.G2", "paper.G3", "paper.Ghidden"]
RESAMPLES = 4_000

runs = list(csv.DictReader(open(ROOT / "runs.csv")))
HELD = {"width": "regime.network.width", "trainSamples": "regime.trainSamples", "dropout": "regime.dropProbability"}
LEVELS = {name: sorted({row[column] for row in runs}, key=float) for name, column in HELD.items()}


def rho(x, y):
    """Spearman's rho of each row."""
    a, b = (scipy.stats.rankdata(values, axis=-1) for values in (x, y))
    a, b = (ranks - ranks.mean(axis=-1, keepdims=True) for ranks in (a, b))
    return (a * b).sum(axis=-1) / numpy.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))


def columns(some, quantity):
    return tuple(numpy.array([float(row[name]) for row in some]) for name in (quantity, "testAccuracy"))


def kept(held):
    return [row for row in runs if all(row[HELD[name]] == level for name, level in held.items())]


with open(ROOT / "evaluation" / "within-architecture.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow([*HELD, *"quantity networks regimes cells spearman lower upper least greatest".split()])
    for names in [(), ("width",), ("trainSamples",), ("width", "dropout"), ("width", "trainSamples"), ("width", "trainSamples", "dropout")]:
        for levels in itertools.product(*(LEVELS[name] for name in names)):
            held = dict(zip(names, levels))
            some = kept(held)
            regimes = sorted({row["regime"] for row in some})
            # as many seeds of each regime
            members = numpy.array([[k for k, row in enumerate(some) if row["regime"] == regime] for regime in regimes])
            draws = members[numpy.random.default_rng(21).integers(0, len(members), (RESAMPLES, len(members)))].reshape(RESAMPLES, -1)
            for quantity in QUANTITIES:
                x, y = columns(some, quantity)
                ends = numpy.nanpercentile(rho(x[draws], y[draws]), [2.5, 97.5])
                shown = [held.get(name, "") for name in HELD]
                out.writerow([*shown, quantity, len(some), len(regimes), "", float(rho(x, y)), *map(float, ends), "", ""])
    for dropout in [None, *LEVELS["dropout"]]:
        also = {} if dropout is None else {"dropout": dropout}
        cells = [kept({"width": w, "trainSamples": n, **also}) for w, n in itertools.product(LEVELS["width"], LEVELS["trainSamples"])]
        for quantity in QUANTITIES:
            each = [float(rho(*columns(some, quantity))) for some in cells]
            ends = scipy.stats.t.interval(0.95, len(each) - 1, numpy.mean(each), scipy.stats.sem(each))
            networks, regimes = (sum(len({row[name] for row in some}) for some in cells) for name in ("id", "regime"))
            out.writerow(["each", "each", dropout or "", quantity, networks, regimes, len(each), float(numpy.mean(each)), *map(float, ends), min(each), max(each)])
