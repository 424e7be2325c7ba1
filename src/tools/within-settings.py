"""How S and G go with test accuracy over the regimes of interventions-noise, and at one training-set size and level of label noise.

Writes evaluation/within.csv and, with active inputs counted on centred inputs (see centred-count.py), evaluation/centred-within.csv; needs SciPy. At one size and level there are three ways of training (plain SGD, dropout, L2), each with
all its seeds: Spearman's rho over these networks, its mean over the settings, and Student's 95% interval of that mean, settings
taken as independent; of all three and of the two without dropout.
"""
import collections
import csv
import pathlib

import numpy
import scipy.stats

ROOT = pathlib.Path("results/reference/interventions-noise")
QUANTITIES = ["paper.S1", "paper.S2", "paper.S3", "paper.G1", "paper.G2", "paper.G3", "paper.Ghidden"]

rows = list(csv.DictReader(open(ROOT / "runs.csv")))
settings = collections.defaultdict(list)
for row in rows:
    settings[row["regime.trainSamples"], row["regime.labelNoise"]].append(row)


def rho(some, quantity):
    values = [[float(row[name]) for row in some] for name in (quantity, "testAccuracy")]
    return scipy.stats.spearmanr(*values).statistic


def write(name, quantities):
    with open(ROOT / "evaluation" / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("part quantity networks settings spearman within lower upper positive".split())
        for part, left_out in [("all", []), ("without dropout", ["dropout"])]:
            for quantity in quantities:
                kept = [[row for row in some if row["family"] not in left_out] for some in settings.values()]
                every = [row for some in kept for row in some]
                each = [rho(some, quantity) for some in kept]
                lower, upper = scipy.stats.t.interval(0.95, len(each) - 1, numpy.mean(each), scipy.stats.sem(each))
                positive = sum(value > 0 for value in each)
                shown = [float(value) for value in (rho(every, quantity), numpy.mean(each), lower, upper)]
                out.writerow([part, quantity, len(every), len(each), *shown, positive])


write("within.csv", QUANTITIES)

by_id = {row["id"]: row for row in rows}
for row in csv.DictReader(open(ROOT / "evaluation/centred.csv")):
    for measure in "SG":
        by_id[row["run"]][f"{row['variant']}.{measure}{row['layer']}"] = row[measure]
for row in rows:
    row["centred.Ghidden"] = float(row["centred.G1"]) + float(row["centred.G2"])
write("centred-within.csv", [name.replace("paper", "centred") for name in QUANTITIES])
