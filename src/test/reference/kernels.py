"""How far the same runs come apart on processors of other types.

OpenBLAS picks its kernels by the processor; OPENBLAS_CORETYPE makes it pick those of another one that this processor can
run. The MNIST network is trained for 300 steps with each, once with plain SGD and once with dropout, and compared with the
kernels that OpenBLAS picks by itself: largest absolute differences over both runs, all layers and the variants paper and
notebook, after 0, 30, 100 and 300 steps.

    make build
    python3 src/test/reference/kernels.py --data DIR          # prints the table of docs/reliability.md
"""

import argparse
import glob
import json
import os
import subprocess
import tempfile

KERNELS = ["", "Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX", "Cooperlake"]
CONFIG = """
name = kernels
data.set = mnist
network = mnist
base {{ learningRate = 0.1, batchSize = 60, steps = 300, initialisation {{ denseStandardDeviation = 0.1, bias = 0.1 }} }}
regimes {{ sgd {{}}, dropout {{ dropProbability = 0.5 }} }}
seeds = 1
checkpoints {{ measuresAt = [0, 30, 100] }}
evaluation.trainSamples = 100
"""


def sweep(arguments, name, environment, config, directory):
    results = os.path.join(directory, name)
    subprocess.run(
        [arguments.program, "run", config, "--offline", "--no-report", "--keep-networks", "--workers",
         str(arguments.workers), "--data", arguments.data, "--results", results],
        env=dict(os.environ, **environment), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    runs = {}
    for file in glob.glob(os.path.join(results, "kernels", "runs", "*.json")):
        record = json.load(open(file))
        weights = os.path.join(results, "kernels", "networks", record["id"] + ".bin")
        runs[record["regime"]] = record, open(weights, "rb").read()
    return runs


def figures(checkpoint, quantity):
    return [variant[quantity] for layer in checkpoint["layers"] for variant in layer["variants"]]


def compare(runs, base):
    """For each checkpoint: the largest differences of test accuracy, S and G."""
    rows = {}
    for regime, (record, _) in runs.items():
        for one, other in zip(record["checkpoints"], base[regime][0]["checkpoints"]):
            row = rows.setdefault(one["step"], [0, 0, 0])
            row[0] = max(row[0], abs(one["test"]["accuracy"] - other["test"]["accuracy"]))
            for k, quantity in ((1, "s"), (2, "g")):
                row[k] = max(row[k], *(abs(a - b) for a, b in zip(figures(one, quantity), figures(other, quantity))))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="target/nodesnr")
    parser.add_argument("--data", required=True)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        config = os.path.join(directory, "kernels.conf")
        with open(config, "w") as file:
            file.write(CONFIG.format())
        kinds = [(k or "own", {"OPENBLAS_CORETYPE": k} if k else {}) for k in KERNELS]
        base = None
        print("| kernels | weights equal | steps | test accuracy | S | G |")
        print("|:---|---:|---:|---:|---:|---:|")
        for name, environment in kinds:
            runs = sweep(arguments, name.replace(" ", "-"), environment, config, directory)
            base = base or runs
            same = sum(weights == base[regime][1] for regime, (_, weights) in runs.items())
            for step, (accuracy, s, g) in compare(runs, base).items():
                print(f"| {name} | {same} of {len(runs)} | {step} | {accuracy:.4f} | {s:.1e} | {g:.1e} |", flush=True)


if __name__ == "__main__":
    main()
