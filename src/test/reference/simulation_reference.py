"""Reference values for org.nodesnr.statistics.Simulation, with NumPy and SciPy.

    python3 src/test/reference/simulation_reference.py

writes src/test/resources/reference/simulation.json (made with SciPy 1.17.1, NumPy 2.4.6). Studies are drawn as
documented there, by other code and another generator (PCG64), network by network: no weights, no shared draws. The test
holds the shares within four standard errors of both simulations together, and quantiles within those of shares nearby.

With shipped records:

    python3 src/test/reference/simulation_reference.py results/reference/mnist

recomputes its tables/simulation.csv from runs.csv and prints both shares with the difference in standard errors.
"""

import csv
import json
import math
import pathlib
import sys

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).parents[1] / "resources" / "reference" / "simulation.json"


def rhos(regimes, size, networks, studies, generator):
    """regimes: a list of (x, y) arrays. One rho for each study."""
    result = []
    for _ in range(studies):
        chosen = generator.permutation(len(regimes))[:size]
        xs, ys = [], []
        for k, regime in enumerate(chosen):
            x, y = regimes[regime]
            share = networks // size + (1 if k < networks % size else 0)
            picks = generator.integers(len(x), size=share)
            xs.append(x[picks])
            ys.append(y[picks])
        x = stats.rankdata(np.concatenate(xs))
        y = stats.rankdata(np.concatenate(ys))
        result.append(np.corrcoef(x, y)[0, 1])
    return np.array(result)


def made_up():
    generator = np.random.default_rng(5)
    x, y, labels = [], [], []
    for regime, runs in enumerate((5, 3, 4, 2, 6, 1)):
        centre = generator.normal(size=2)
        for _ in range(runs):
            x.append(round(centre[0] + 0.4 * generator.normal(), 3))
            y.append(round(0.5 * centre[0] + centre[1] + 0.4 * generator.normal(), 2))
            labels.append(f"regime {regime}")
    return x, y, labels


def by_regime(x, y, labels):
    x, y, labels = np.array(x), np.array(y), np.array(labels)
    return [(x[labels == l], y[labels == l]) for l in dict.fromkeys(labels)]


def write():
    x, y, labels = made_up()
    regimes = by_regime(x, y, labels)
    generator = np.random.default_rng(11)
    cases = []
    for size, networks, threshold in ((3, 20, 0.2), (4, 17, 0.0), (6, 40, -0.1)):
        values = rhos(regimes, size, networks, 10_000, generator)
        cases.append(
            {
                "regimes": size,
                "networks": networks,
                "threshold": threshold,
                "studies": len(values),
                "reached": float(np.mean(values >= threshold - 1e-12)),
                "mean": float(values.mean()),
                "standardDeviation": float(values.std()),
                # between which a quantile of 10,000 studies lies, four standard errors of either simulation
                "median": [float(q) for q in np.quantile(values, [0.471, 0.529])],
                "lower": [float(q) for q in np.quantile(values, [0.016, 0.034])],
                "upper": [float(q) for q in np.quantile(values, [0.966, 0.984])],
            }
        )
    OUT.write_text(json.dumps({"x": x, "y": y, "regimes": labels, "cases": cases}, indent=1) + "\n")


def shipped(folder):
    rows = [r for r in csv.DictReader((folder / "runs.csv").open()) if r["status"] == "FINISHED"]
    generator = np.random.default_rng(11)
    worst = 0.0
    for line in csv.DictReader((folder / "tables" / "simulation.csv").open()):
        x = [float(r[line["quantity"]]) for r in rows]
        y = [float(r[line["target"]]) for r in rows]
        regimes = by_regime(x, y, [r["regime"] for r in rows])
        values = rhos(regimes, int(line["regimes"]), int(line["networks"]), 4_000, generator)
        share = float(np.mean(values >= float(line["paper"]) - 1e-12))
        there = float(line["reached"])
        p = (share * 4_000 + there * int(line["studies"])) / (4_000 + int(line["studies"]))
        error = math.sqrt(max(p * (1 - p), 1e-9) * (1 / 4_000 + 1 / int(line["studies"])))
        worst = max(worst, abs(share - there) / error)
        print(line["regimes"], line["quantity"], there, share, round((share - there) / error, 1))
    print("largest difference:", round(worst, 1), "standard errors")


if __name__ == "__main__":
    shipped(pathlib.Path(sys.argv[1])) if len(sys.argv) > 1 else write()
