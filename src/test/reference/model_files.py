"""What the parts of model_set.py share: samples, random weights, and the list of what was written."""
import json
from pathlib import Path

import numpy as np

MODELS = Path("src/test/resources/models")
OUT = MODELS / "set"
pictures = np.load(MODELS / "pictures.npy").transpose(0, 2, 3, 1) / 255.0
rows = np.load(MODELS / "rows.npy").astype(float)
labels = np.load(MODELS / "labels.npy")
results = {}


def draws(seed):
    random = np.random.default_rng(seed)

    def w(*shape):
        """Weights of inputs × nodes, whatever comes before the nodes; in single precision, as files hold them."""
        spread = 2.5 / np.sqrt(np.prod(shape[:-1]))
        return random.normal(0, spread, shape).astype("float32")

    def b(n):
        return random.normal(0, 0.1, n).astype("float32")

    return w, b, random


def add(name, samples, logits, scale="unit", architecture=None):
    """Notes what plain NumPy says of a file."""
    logits = np.asarray(logits, float)
    assert logits.shape[0] == len(labels) and logits.ndim == 2
    assert logits.std(axis=0).min() > 0.02, (name, "the samples hardly matter", logits.std(axis=0))
    entry = {"samples": samples, "scale": scale, "accuracy": float(np.mean(logits.argmax(axis=1) == labels)),
             "logits": [[float(f"{v:.9g}") for v in row] for row in logits[:4]]}
    if architecture:
        entry["architecture"] = architecture
    results[name] = entry


def same(name, own, theirs, softmax=False):
    """Holds the program that wrote a file against plain NumPy."""
    theirs = np.asarray(theirs, float)
    if softmax:
        own = np.exp(own) / np.exp(own).sum(axis=1, keepdims=True)
    assert np.abs(own - theirs).max() < 2e-5, (name, np.abs(own - theirs).max())


def write():
    file = OUT / "set.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    known.update(results)
    known = {name: known[name] for name in sorted(known) if (OUT / name).exists()}
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in known.items()]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    size = sum(f.stat().st_size for f in OUT.iterdir())
    print(len(known), "files,", size, "bytes")
