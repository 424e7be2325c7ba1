"""S, G, activation rates, accuracy and loss of a kept network, computed again in double precision without nodesnr.

Written from the definitions (arXiv 2002.04687, equations 8-15 and 17-18, appendices B.1, B.3 and C) as plain matrix
algebra, with the data files read here too. Prints, for every layer and variant, the recorded and the recomputed means
and the largest difference over single nodes; ends with status 1 if a mean of S or G, or a loss, differs by more than
1e-5, relatively. Differences of nodes are relative to the mean magnitude over the layer, if that is larger than the
node's own; nodes that the two disagree about being defined count as infinity. Accuracies and activation rates may
differ by the few samples that lie on an edge in single precision: the bound there is 1e-3.

Usage: python3 evaluation_reference.py EXPERIMENT_DIRECTORY RUN_ID DATA_DIRECTORY
The experiment must have been run with --keep-networks; DATA_DIRECTORY holds mnist/ and cifar-10-batches-bin/.
"""
import csv
import gzip
import json
import struct
import sys
from pathlib import Path

import numpy as np

TOLERANCE = 1e-5
TOLERANCE_OF_COUNTS = 1e-3


def weight_arrays(file):
    data = file.read_bytes()
    assert data[:8] == b"NODESNR1"
    at = 8
    (length,) = struct.unpack_from(">H", data, at)
    at += 2 + length
    step, count = struct.unpack_from(">ii", data, at)
    at += 8
    arrays = []
    for _ in range(count):
        (length,) = struct.unpack_from(">i", data, at)
        at += 4
        arrays.append(np.frombuffer(data, "<f4", length, at).astype(float))
        at += 4 * length
    return step, arrays


def images(spec, folder, train):
    """Samples × rows × columns × channels in [0, 1], and labels; the central crop."""
    if spec["set"] == "mnist":
        name = "train" if train else "t10k"
        with gzip.open(folder / f"mnist/{name}-images-idx3-ubyte.gz") as f:
            x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28, 1)
        with gzip.open(folder / f"mnist/{name}-labels-idx1-ubyte.gz") as f:
            y = np.frombuffer(f.read(), np.uint8, offset=8)
    elif spec["set"] == "cifar10":
        names = [f"data_batch_{i}.bin" for i in range(1, 6)] if train else ["test_batch.bin"]
        rows = np.concatenate(
            [np.fromfile(folder / "cifar-10-batches-bin" / n, np.uint8).reshape(-1, 3073) for n in names])
        x = rows[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        y = rows[:, 0]
    else:
        sys.exit("only mnist and cifar10")
    n = spec["trainSamples" if train else "testSamples"] or len(x)
    x, y = x[:n].astype(float), y[:n]
    crop = spec["crop"] or x.shape[1]
    off = (x.shape[1] - crop) // 2
    x = x[:, off:off + crop, off:off + crop]
    if spec["standardisation"] == "per-image":
        mean = x.mean(axis=(1, 2, 3), keepdims=True)
        std = x.std(axis=(1, 2, 3), keepdims=True)
        return (x - mean) / np.maximum(std, x[0].size ** -0.5), y
    return x / 255, y


def patches(x, k):
    """Every place of every sample as a row of k × k × channels values, the borders filled with zeros (SAME)."""
    before = (k - 1) // 2
    padded = np.pad(x, ((0, 0), (before, k - 1 - before), (before, k - 1 - before), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(-1, k * k * x.shape[3])


def max_pool(x, p):
    n, h, w, c = x.shape
    out_h, out_w = -(-h // p), -(-w // p)
    top, left = (out_h * p - h) // 2, (out_w * p - w) // 2
    full = np.full((n, out_h * p, out_w * p, c), -np.inf)
    full[:, top:top + h, left:left + w] = x
    return full.reshape(n, out_h, p, out_w, p, c).max(axis=(2, 4))


ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda h: (h > 0).astype(float)),
    "tanh": (np.tanh, lambda h: 1 - h * h),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h)),
    "identity": (lambda z: z, np.ones_like),
}


class LayerInput:
    """What a layer sees: observations × inputs, gathered chunk by chunk as sums, so that all samples fit."""

    def __init__(self, rate):
        self.rate = rate
        self.n, self.sums = 0, None

    def add(self, x):
        if self.sums is None:
            k = x.shape[1]
            self.shift = x.mean(axis=0)
            self.sums = np.zeros(k)
            self.products = np.zeros((k, k))
            self.rates = np.zeros(k)
            self.max = np.full(k, -np.inf)
        d = x - self.shift
        self.n += len(x)
        self.sums += d.sum(axis=0)
        self.products += d.T @ d
        self.rates += self.rate(x).sum(axis=0)
        self.max = np.maximum(self.max, x.max(axis=0))

    def covariance(self):
        mean = self.sums / self.n
        return self.products / self.n - np.outer(mean, mean)


def figures(variant, layer, w, softmax):
    """S and G of every node, the number of inputs left out, under one variant."""
    if softmax and variant["softmaxCentring"]:
        w = w - w.mean(axis=1, keepdims=True)
    covariance = layer.covariance() @ w  # cov(x_j, r_i)
    m = {"none": np.ones_like(layer.max), "max": layer.max, "max-plus-milli": layer.max + 0.001}[
        variant["inputScaling"]]
    m = np.where(m > 0, m, 1)
    a = (layer.rates + variant["countGuard"]) / layer.n
    with np.errstate(all="ignore"):
        c = covariance / m[:, None] / a[:, None]
    c[layer.rates + variant["countGuard"] == 0] = 0
    quiet = layer.max < variant["quietInputThreshold"] * layer.max.max()
    if variant["quietInputThreshold"] == 0 or layer.max.max() <= 0:
        quiet[:] = False
    beside = w * m[:, None] if variant["rescaleWeights"] else w
    c, beside = c[~quiet], beside[~quiet]
    with np.errstate(all="ignore"):
        product = (beside * c).sum(axis=0) / np.sqrt((beside**2).sum(axis=0))
        s = product / (np.sqrt((c**2).sum(axis=0)) + variant["normGuard"])
        g = product / np.abs(c).max(axis=0)
    return s, g, int(quiet.sum())


def forward(spec, arrays, x, layers, active):
    """Logits; adds each layer's inputs to layers and its active outputs to active, unless these are None."""
    g, _ = ACTIVATIONS[spec["activation"]]
    index = 0

    def weighted(rows, last=False):
        nonlocal index
        b = arrays[2 * index + 1]
        w = arrays[2 * index].reshape(len(b), -1).T
        if layers is not None:
            layers[index].add(rows)
        z = rows @ w + b
        h = z if last else g(z)
        if active is not None:
            active[index].append((h > 0).mean(axis=0))
        index += 1
        return h

    for c in spec["convolutions"]:
        h = weighted(patches(x, c["kernel"]))
        x = max_pool(h.reshape(*x.shape[:3], -1), c["pool"])
    x = x.reshape(len(x), -1)
    for _ in spec["dense"]:
        x = weighted(x)
    return weighted(x, last=True)


def score(logits, labels):
    top = logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    loss = (log_sum - logits[np.arange(len(labels)), labels]).mean()
    return (logits.argmax(axis=1) == labels).mean(), loss


def worst(recorded, recomputed):
    recorded, recomputed = np.asarray(recorded, float), np.asarray(recomputed, float)
    if (np.isnan(recorded) != np.isnan(recomputed)).any():
        return np.inf
    known = ~np.isnan(recorded)
    if not known.any():
        return 0.0
    magnitude = np.abs(recomputed[known])
    scale = np.maximum(np.maximum(magnitude, magnitude.mean()), 1e-12)
    return (np.abs(recorded[known] - recomputed[known]) / scale).max()


def chunked(spec, arrays, x, layers, active, size):
    parts = [forward(spec, arrays, x[i:i + size], layers, active) for i in range(0, len(x), size)]
    return np.concatenate(parts)


def main(experiment, run, data):
    experiment, data = Path(experiment), Path(data)
    record = json.loads((experiment / "runs" / f"{run}.json").read_text())
    spec, last = record["spec"], record["checkpoints"][-1]
    step, arrays = weight_arrays(experiment / "networks" / f"{run}.bin")
    assert step == last["step"]
    size = 100 if spec["network"]["convolutions"] else 2000
    depth = len(arrays) // 2
    _, rate = ACTIVATIONS[spec["network"]["activation"]]
    _, positive = ACTIVATIONS["relu"]
    layers = [LayerInput(positive if k == 0 else lambda h: rate(h) ** 2) for k in range(depth)]
    active = [[] for _ in range(depth)]
    x, y = images(spec["data"], data, train=False)
    assert len(x) % size == 0
    logits = chunked(spec["network"], arrays, x, layers, active, size)
    excess = 0.0

    def compare(name, recorded, recomputed, tolerance=TOLERANCE):
        nonlocal excess
        difference = worst([recorded], [recomputed])
        excess = max(excess, difference / tolerance)
        print(f"{name:42} {recorded:<22.17g} {recomputed:<22.17g} {difference:.1e}")

    x_train, y_train = images(spec["data"], data, train=True)
    train_logits = chunked(spec["network"], arrays, x_train, None, None, size)
    for name, z, labels in (("test", logits, y), ("train", train_logits, y_train)):
        accuracy, loss = score(z, labels)
        compare(f"{name} accuracy", last[name]["accuracy"], accuracy, TOLERANCE_OF_COUNTS)
        compare(f"{name} loss", last[name]["loss"], loss)

    with gzip.open(experiment / "nodes" / f"{run}.csv.gz", "rt") as f:
        nodes = list(csv.DictReader(f))
    for k in range(depth):
        figure, softmax = last["layers"][k], k == depth - 1
        w = arrays[2 * k].reshape(len(arrays[2 * k + 1]), -1).T
        rates = np.mean(active[k], axis=0)
        compare(f"layer {k + 1} weight norm", figure["weightNorm"], np.sqrt((w**2).sum()))
        if not softmax:
            compare(f"layer {k + 1} activation rate", figure["activationRate"], rates.mean(), TOLERANCE_OF_COUNTS)
        for variant, means in zip(spec["evaluation"]["variants"], figure["variants"]):
            assert variant["name"] == means["variant"]
            s, g, quiet = figures(variant, layers[k], w, softmax)
            assert quiet == means["quietInputs"], (quiet, means)
            weights = np.ones_like(s) if softmax or variant["nodeMean"] == "plain" else rates
            single = []
            for symbol, values in (("S", s), ("G", g)):
                known = ~np.isnan(values)
                mean = (weights * values)[known].sum() / weights[known].sum()
                compare(f"layer {k + 1} {variant['name']} {symbol}", means[symbol.lower()], mean)
                recorded = [float(n[symbol] or "nan") for n in nodes
                            if n["layer"] == str(k + 1) and n["variant"] == variant["name"]]
                single.append(f"{symbol} {worst(recorded, values):.1e}")
            print(f"{'':6}nodes: {', '.join(single)}")
    sys.exit(0 if excess <= 1 else f"the largest difference is {excess:.2g} times what it may be")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
