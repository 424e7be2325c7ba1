"""How far the same runs come apart on processors of other types.

OpenBLAS picks its kernels by the processor; OPENBLAS_CORETYPE makes it pick those of another one that this processor can
run. The MNIST network is trained for a few hundred steps with each, in one sweep per kind, and every one is compared with
the kernels chosen by itself: largest absolute differences over runs, and over layers and the variants paper and notebook.

    make build
    python3 src/test/reference/kernels.py --data DIR          # prints the table of docs/reliability.md

--library also compares ND4J's builds (javacpp's platform extension), as far as they are on the class path.
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
base {{ learningRate = 0.1, batchSize = 60, steps = {steps}, initialisation {{ denseStandardDeviation = 0.1, bias = 0.1 }} }}
regimes {{ sgd {{}}, l2 {{ l2Coefficient = 5e-5 }}, dropout {{ dropProbability = 0.5 }} }}
seeds = 1
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


def figures(record, quantity):
    return [variant[quantity] for layer in record["checkpoints"][-1]["layers"] for variant in layer["variants"]]


def compare(runs, base):
    same, accuracy, s, g = 0, 0, 0, 0
    for regime, (record, weights) in runs.items():
        other, other_weights = base[regime]
        same += weights == other_weights
        accuracy = max(accuracy, abs(record["checkpoints"][-1]["test"]["accuracy"]
                                     - other["checkpoints"][-1]["test"]["accuracy"]))
        s = max(s, max(abs(a - b) for a, b in zip(figures(record, "s"), figures(other, "s"))))
        g = max(g, max(abs(a - b) for a, b in zip(figures(record, "g"), figures(other, "g"))))
    return same, accuracy, s, g


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="target/nodesnr")
    parser.add_argument("--data", required=True)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--library", nargs="*", default=[])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        config = os.path.join(directory, "kernels.conf")
        with open(config, "w") as file:
            file.write(CONFIG.format(steps=arguments.steps))
        kinds = [(k or "own", {"OPENBLAS_CORETYPE": k} if k else {}) for k in KERNELS]
        kinds.insert(1, ("own, again", {}))
        for extension in arguments.library:
            option = "-Dorg.bytedeco.javacpp.platform.extension=" + extension
            kinds.append(("library " + (extension or "(generic)"), {"JAVA_TOOL_OPTIONS": option}))
        base = None
        print("| kernels | BLAS as recorded | weights equal | test accuracy | S | G |")
        print("|:---|:---|---:|---:|---:|---:|")
        for name, environment in kinds:
            runs = sweep(arguments, name.replace(" ", "-"), environment, config, directory)
            base = base or runs
            same, accuracy, s, g = compare(runs, base)
            library = next(iter(runs.values()))[0]["provenance"]["nativeLibrary"]
            print(f"| {name} | {library} | {same} of {len(runs)} | {accuracy:.4f} | {s:.1e} | {g:.1e} |", flush=True)


if __name__ == "__main__":
    main()
