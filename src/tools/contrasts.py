"""Contrasts of interventions that the tables of cause do not hold: label noise by way of training, and pull against push.

Writes interventions-noise/evaluation/noise-by-training.csv (label noise against none, both sizes of the training set together) and
interventions-pull/evaluation/pull-against-push.csv (a pull less a push of the same strength). Pairs are networks of one seed; intervals are
Student's, of 95%. Needs SciPy.
"""
import csv
import pathlib

import numpy
import scipy.stats

ROOT = pathlib.Path("results/reference")


def runs(name):
    return list(csv.DictReader(open(ROOT / name / "runs.csv")))


def number(row, key):
    return float(row[key] or 0)


def line(differences):
    lower, upper = scipy.stats.t.interval(0.95, len(differences) - 1, numpy.mean(differences), scipy.stats.sem(differences))
    return [len(differences), *map(float, (numpy.mean(differences), lower, upper))]


def write(path, header, rows):
    with open(ROOT / path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header.split())
        out.writerows(rows)


noise = {(r["family"], number(r, "regime.trainSamples"), number(r, "regime.labelNoise"), r["seed"]): r for r in runs("interventions-noise")}
rows = []
for family in ("sgd", "l2", "dropout"):
    for level in (0.3, 0.6):
        for quantity in ("paper.Ghidden", "testAccuracy"):
            pairs = [(r, noise[key[0], key[1], 0, key[3]]) for key, r in noise.items() if key[0] == family and key[2] == level]
            rows.append([family, level, quantity, *line([number(a, quantity) - number(b, quantity) for a, b in pairs])])
write("interventions-noise/evaluation/noise-by-training.csv", "training noise quantity pairs change lower upper", rows)

pull = {(r["family"], number(r, "regime.snrPull"), r["seed"]): r for r in runs("interventions-pull")}
rows = []
for family in ("pull", "dropout-pull"):
    for strength in (0.01, 0.03, 0.1):
        for quantity in ("paper.Ghidden", "trainAccuracy", "testAccuracy"):
            pairs = [(r, pull[family, -strength, key[2]]) for key, r in pull.items() if key[:2] == (family, strength)]
            rows.append([family, strength, quantity, *line([number(a, quantity) - number(b, quantity) for a, b in pairs])])
write("interventions-pull/evaluation/pull-against-push.csv", "training strength quantity pairs change lower upper", rows)
