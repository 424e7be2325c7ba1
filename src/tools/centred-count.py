"""Does any correlation change its sign when active inputs are counted on centred inputs, as the last revision of the author's notebook does?

Reads evaluation/centred.csv, or centred.csv.gz, of an experiment with kept networks, which is what this prints:

    nodesnr evaluate CONFIG --format csv --variant 'centred={extends=paper, countInputs=centred}' \\
      --variant 'notebook-centred={extends=notebook, countInputs=centred}'

and writes evaluation/centred-correlations.csv: Spearman's rho of each quantity with test accuracy under each variant, its agreement with
the same variant on raw inputs (rho of the two over networks), and the change of rho against that one; 95% intervals from 2,000 resamples
of whole regimes, the same for both variants. Needs SciPy.
"""
import collections
import csv
import gzip
import pathlib
import sys

import numpy
import scipy.stats

RAW = {"paper": "paper", "centred": "paper", "notebook": "notebook", "notebook-centred": "notebook"}
RESAMPLES = 2_000


def rho(x, y):
    """Spearman's rho of each row; NaN where one is constant."""
    a, b = (scipy.stats.rankdata(values, axis=-1) for values in (x, y))
    a, b = (ranks - ranks.mean(axis=-1, keepdims=True) for ranks in (a, b))
    with numpy.errstate(invalid="ignore"):
        return (a * b).sum(axis=-1) / numpy.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))


for name in sys.argv[1:] or ["interventions-pull", "interventions-noise", "cifar10-long"]:
    folder = pathlib.Path("results/reference") / name / "evaluation"
    packed = folder / "centred.csv.gz"
    rows = list(csv.DictReader(gzip.open(packed, "rt") if packed.exists() else open(folder / "centred.csv")))
    values = collections.defaultdict(dict)
    accuracy, regime = {}, {}
    for row in rows:
        for measure in "SG":
            values[row["variant"], measure + row["layer"]][row["run"]] = float(row[measure])
        accuracy[row["run"]], regime[row["run"]] = float(row["testAccuracy"]), row["regime"]
    runs = sorted(accuracy)
    y = numpy.array([accuracy[run] for run in runs])
    regimes = sorted(set(regime.values()))
    # as many seeds of each regime
    members = numpy.array([[k for k, run in enumerate(runs) if regime[run] == one] for one in regimes])
    draws = members[numpy.random.default_rng(21).integers(0, len(members), (RESAMPLES, len(members)))].reshape(RESAMPLES, -1)
    columns = {key: numpy.array([of[run] for run in runs]) for key, of in values.items()}
    layers = max(int(row["layer"]) for row in rows)
    for variant in RAW:
        columns[variant, "Ghidden"] = sum(columns[variant, f"G{layer}"] for layer in range(1, layers))
    resampled = {key: rho(x[draws], y[draws]) for key, x in columns.items()}
    with open(folder / "centred-correlations.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("variant quantity networks regimes spearman lower upper agreement change changeLower changeUpper".split())
        for (variant, quantity), x in sorted(columns.items()):
            raw = RAW[variant], quantity
            ends = numpy.nanpercentile(resampled[variant, quantity], [2.5, 97.5])
            changes = numpy.nanpercentile(resampled[variant, quantity] - resampled[raw], [2.5, 97.5])
            shown = [rho(x, y), *ends, rho(x, columns[raw]), rho(x, y) - rho(columns[raw], y), *changes]
            out.writerow([variant, quantity, len(runs), len(regimes), *map(float, shown)])
