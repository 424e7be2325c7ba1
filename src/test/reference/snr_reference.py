"""Networks in one line and their S and G, in double precision, sample by place by input, without nodesnr.

Written from the definitions (arXiv 2002.04687, equations 8-15 and 17-18, appendices B.1, B.3 and C) for networks of any
padding, stride and pooling. A network is a list of steps on values of samples × rows × columns × channels, or samples ×
values once flat:

    ("conv", w[row, column, in, out], b, (stride down, stride right), pads)
    ("dense", w[in, out], b)
    ("act", "relu" | "tanh" | "sigmoid" | "softmax")
    ("pool", "max" | "average" | "padded average", (rows, columns), (stride down, stride right), pads)
    ("flatten", "first" | "last")    channels first or last in the row of values

where pads is "valid", "same" (TensorFlow's rule) or (top, left, bottom, right).
"""
import itertools
import json

import numpy as np

ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda h: (h > 0) * 1.0),
    "tanh": (np.tanh, lambda h: 1 - h * h),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h)),
    None: (lambda z: z, np.ones_like),
}


def places(size, window, stride, pads, axis):
    """Positions of the window's first row (or column) in the unpadded picture."""
    if pads == "same":
        n = -(-size // stride)
        before = max(0, (n - 1) * stride + window - size) // 2
    else:
        before, after = (0, 0) if pads == "valid" else (pads[axis], pads[axis + 2])
        n = (size + before + after - window) // stride + 1
    return [k * stride - before for k in range(n)]


def windows(x, size, stride, pads, outside):
    """samples × places down × places right × rows × columns × channels; what lies outside is that."""
    n, h, w, c = x.shape
    ys, xs = places(h, size[0], stride[0], pads, 0), places(w, size[1], stride[1], pads, 1)
    out = np.full((n, len(ys), len(xs), size[0], size[1], c), outside, float)
    for (i, y), (j, z) in itertools.product(enumerate(ys), enumerate(xs)):
        for ky, kx in itertools.product(range(size[0]), range(size[1])):
            if 0 <= y + ky < h and 0 <= z + kx < w:
                out[:, i, j, ky, kx] = x[:, y + ky, z + kx]
    return out


def pool(x, kind, size, stride, pads):
    if kind == "max":
        return windows(x, size, stride, pads, -np.inf).max(axis=(3, 4))
    if kind == "average":
        return np.nanmean(windows(x, size, stride, pads, np.nan), axis=(3, 4))
    return windows(x, size, stride, pads, 0).mean(axis=(3, 4))


def run(net, x):
    """Logits, and of each layer with weights what it saw (observations × inputs), w, activations before and behind it,
    and its active outputs (observations × nodes)."""
    layers, before = [], "relu"
    for step in net:
        if step[0] in ("conv", "dense"):
            if layers:
                before = layers[-1]["activation"]
            w, b = np.asarray(step[1], float), np.asarray(step[2], float)
            if step[0] == "conv":
                seen = windows(x, w.shape[:2], step[3], step[4], 0)
                down, right = seen.shape[1:3]
                rows = seen.reshape(-1, np.prod(w.shape[:3]))
                w = w.reshape(-1, w.shape[3])
                x = (rows @ w + b).reshape(len(x), down, right, -1)
            else:
                rows = x
                x = rows @ w + b
            layers.append({"seen": rows, "w": w, "before": before, "activation": None, "output": x})
        elif step[0] == "act":
            layers[-1]["activation"] = step[1]
            if step[1] != "softmax":
                # Behind a maximum the activations that count are those before it; a maximum changes no order.
                if layers[-1].get("maximum"):
                    layers[-1]["output"] = ACTIVATIONS[step[1]][0](layers[-1]["output"])
                    x = ACTIVATIONS[step[1]][0](x)
                else:
                    layers[-1]["output"] = x = ACTIVATIONS[step[1]][0](x)
        elif step[0] == "pool":
            if layers:
                layers[-1]["maximum"] = step[1] == "max" and layers[-1].get("maximum", True)
            x = pool(x, *step[1:])
        elif step[0] == "flatten":
            x = x.transpose(0, 3, 1, 2) if x.ndim == 4 and step[1] == "first" else x
            x = x.reshape(len(x), -1)
    if layers[-1]["activation"] is None:
        layers[-1]["activation"] = "softmax"
    return x, layers


def figures(layer, variant):
    """S and G of every node."""
    paper = variant == "paper"
    x, w = layer["seen"], layer["w"]
    if paper and layer["activation"] == "softmax":
        w = w - w.mean(axis=1, keepdims=True)
    r = x @ w
    n = len(x)
    guard = 0 if paper else 1e-4
    _, slope = ACTIVATIONS[layer["before"]]
    a = ((slope(x) ** 2).sum(axis=0) + guard) / n
    top = x.max(axis=0)
    scale = top if paper else top + 0.001
    scale = np.where(scale > 0, scale, 1)
    kept = top >= 0.01 * top.max() if paper and top.max() > 0 else np.full(len(top), True)
    s, g = [], []
    for i in range(w.shape[1]):
        c = np.zeros(len(top))
        for j in np.flatnonzero(a > 0):
            c[j] = np.mean((x[:, j] - x[:, j].mean()) / scale[j] * (r[:, i] - r[:, i].mean())) / a[j]
        wi, ci = w[kept, i], c[kept]
        with np.errstate(all="ignore"):
            product = (wi * ci).sum() / np.sqrt((wi**2).sum())
            s.append(product / (np.sqrt((ci**2).sum()) + guard))
            g.append(product / np.abs(ci).max())
    return np.array(s), np.array(g)


def mean(values, rates, paper):
    defined = np.isfinite(values)
    weights = rates if paper and rates is not None else np.ones(len(values))
    return float((weights * values)[defined].sum() / weights[defined].sum())


def reference(net, x, labels):
    """All figures of a network on samples, for comparison."""
    logits, layers = run(net, np.asarray(x, float))
    assert logits.ndim == 2
    shifted = logits - logits.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    result = {
        "accuracy": float(np.mean(logits.argmax(axis=1) == labels)),
        "loss": float(loss.mean()),
        "outputs": logits[:3].tolist(),
        "layers": [],
    }
    for layer in layers:
        nodes = layer["w"].shape[1]
        rates = None
        if layer["activation"] != "softmax":
            rates = (layer["output"].reshape(-1, nodes) > 0).mean(axis=0)
        entry = {"inputs": layer["w"].shape[0], "nodes": nodes, "rates": None if rates is None else rates.tolist()}
        for variant in ("paper", "notebook"):
            s, g = figures(layer, variant)
            paper = variant == "paper"
            entry[variant] = {
                "s": s.tolist(), "g": g.tolist(), "meanS": mean(s, rates, paper), "meanG": mean(g, rates, paper)}
        result["layers"].append(entry)
    return result


def rounded(value):
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


def write(path, results):
    with open(path, "w") as f:
        json.dump(rounded(results), f, indent=1)
        f.write("\n")
