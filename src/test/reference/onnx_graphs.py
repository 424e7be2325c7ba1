"""Networks that are graphs, in ONNX files, and their logits, S and G by a plain interpreter in double precision.

Writes src/test/resources/models/graphs/*.onnx, pictures.npy, labels.npy and graphs.json. A file is written by the few lines of
protobuf below, then read again and interpreted node by node, sample by sample position, from the ONNX operator schemas and the
definitions (arXiv 2002.04687, equations 8-15, B.1, B.3, C), without nodesnr. torch-*.onnx, which PyTorch exported in
onnx_models.py, are interpreted too. NumPy and SciPy; run from the top of the repository:

    python3 src/test/reference/onnx_graphs.py
"""
import math
import struct
import sys
from pathlib import Path

import numpy as np
from scipy.special import erf

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

OUT = Path("src/test/resources/models/graphs")


# --- writing ---------------------------------------------------------------------------------------------------------------
def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def number(field, n):
    return varint(field << 3) + varint(n)


def tensor(name, a):
    kind = {"float32": 1, "int64": 7}[str(a.dtype)]
    return b"".join(number(1, d) for d in a.shape) + number(2, kind) + block(8, name) + block(9, a.tobytes())


def attribute(name, v):
    if isinstance(v, np.ndarray):
        return block(1, name) + block(5, tensor("", v)) + number(20, 4)
    if isinstance(v, int):
        return block(1, name) + number(3, v) + number(20, 2)
    if isinstance(v, float):
        return block(1, name) + varint(2 << 3 | 5) + struct.pack("<f", v) + number(20, 1)
    if isinstance(v, str):
        return block(1, name) + block(4, v) + number(20, 3)
    return block(1, name) + b"".join(number(8, x) for x in v) + number(20, 7)


def info(name, dims):
    shape = b"".join(block(1, number(1, d) if isinstance(d, int) else block(2, d)) for d in dims)
    return block(1, name) + block(2, block(1, number(1, 1) + block(2, shape)))


class Writer:
    """Nodes and constants of one file."""

    def __init__(self, seed, opset=13, dims=("N", 3, 32, 32)):
        self.random, self.opset, self.dims = np.random.default_rng(seed), opset, dims
        self.nodes, self.constants, self.count = [], {}, 0

    def node(self, op, *inputs, outputs=1, **attributes):
        self.count += 1
        made = [f"v{self.count}" + ("" if k == 0 else f"_{k}") for k in range(outputs)]
        content = b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in made) + block(4, op)
        self.nodes.append(content + b"".join(block(5, attribute(k, v)) for k, v in attributes.items()))
        return made[0] if outputs == 1 else made

    def constant(self, name, value, kind="float32"):
        self.constants[name] = np.asarray(value, kind)
        return name

    def conv(self, x, name, channels, kernels, size=3, groups=1, bias=True, **attributes):
        fan = channels // groups * size * size
        w = self.random.normal(0, math.sqrt(2 / fan), (kernels, channels // groups, size, size))
        inputs = [x, self.constant(name + ".weight", w)]
        if bias:
            inputs.append(self.constant(name + ".bias", self.random.normal(0, 0.1, kernels)))
        pad = attributes.pop("pad", size // 2)
        return self.node("Conv", *inputs, kernel_shape=[size, size], pads=[pad] * 4, group=groups, **attributes)

    def norm(self, x, name, channels):
        r = self.random
        values = {"weight": r.uniform(0.6, 1.4, channels), "bias": r.normal(0, 0.2, channels),
                  "running_mean": r.normal(0, 0.2, channels), "running_var": r.uniform(0.5, 1.5, channels)}
        return self.node("BatchNormalization", x, *[self.constant(f"{name}.{k}", v) for k, v in values.items()], epsilon=1e-5)

    def dense(self, x, name, inputs, nodes):
        w = self.random.normal(0, math.sqrt(1 / inputs), (nodes, inputs))
        return self.node("Gemm", x, self.constant(name + ".weight", w),
                         self.constant(name + ".bias", self.random.normal(0, 0.1, nodes)), transB=1)

    def relu(self, x):
        return self.node("Relu", x)

    def scalar(self, value):
        return self.constant(f"s{len(self.constants)}", value)

    def save(self, name, y, backwards=False):
        nodes = self.nodes[::-1] if backwards else self.nodes
        graph = b"".join(block(1, n) for n in nodes) + block(2, "g")
        graph += b"".join(block(5, tensor(k, v)) for k, v in self.constants.items())
        graph += block(11, info("x", self.dims)) + block(12, info(y, ["N", 4]))
        path = OUT / f"{name}.onnx"
        path.write_bytes(number(1, 7) + block(7, graph) + block(8, block(1, "") + number(2, self.opset)))
        return path


# --- reading ---------------------------------------------------------------------------------------------------------------
def fields(data):
    at = 0

    def number():
        nonlocal at
        n = shift = 0
        while True:
            n, more = n | (data[at] & 127) << shift, data[at] & 128
            at, shift = at + 1, shift + 7
            if not more:
                return n - (1 << 64) if n >> 63 else n

    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        else:
            length = {1: 8, 5: 4}.get(key & 7) or number()
            yield key >> 3, data[at:at + length]
            at += length


def array(data):
    dims, kind, raw, name = [], 1, b"", ""
    for f, v in fields(data):
        if f == 1:
            dims.append(v)
        elif f == 2:
            kind = v
        elif f == 8:
            name = v.decode()
        elif f in (4, 9):
            raw = v
    return name, np.frombuffer(raw, {1: "<f4", 7: "<i8"}[kind]).reshape(dims).astype({1: float, 7: int}[kind])


def parse(path):
    graph = dict((f, v) for f, v in fields(path.read_bytes()) if f == 7)[7]
    nodes, constants, outputs = [], {}, []
    for f, v in fields(graph):
        if f == 1:
            node = {"in": [], "out": [], "op": "", "a": {}}
            for g, w in fields(v):
                if g == 1:
                    node["in"].append(w.decode())
                elif g == 2:
                    node["out"].append(w.decode())
                elif g == 4:
                    node["op"] = w.decode()
                elif g == 5:
                    a = list(fields(w))
                    name = dict(a)[1].decode()
                    many = [x for h, x in a if h == 8]
                    one = dict(a)
                    node["a"][name] = (many if many else struct.unpack("<f", one[2])[0] if 2 in one else one[3] if 3 in one
                                       else one[4].decode() if 4 in one else array(one[5])[1])
            nodes.append(node)
        elif f == 5:
            name, value = array(v)
            constants[name] = value
        elif f == 11:
            source = dict(fields(v))[1].decode()
        elif f == 12:
            outputs.append(dict(fields(v))[1].decode())
    return nodes, constants, source, outputs[0]


# --- interpreting ----------------------------------------------------------------------------------------------------------
class V:
    """A value, the squared slopes of what made it, whether these follow from it, its slope along one base value, and what it
    and that slope are where the base value is zero."""

    def __init__(self, data, slope2=None, told="ones", base=None, d=None, zero=(0.0, 1.0)):
        self.data, self.told, self.base, self.d, self.zero = data, told, base or self, d, zero
        self.slope2 = np.ones_like(data) if slope2 is None else slope2
        if d is None:
            self.d = np.ones_like(data)

    def squared(self):
        return {"relu": (self.data > 0) * 1.0, "ones": np.ones_like(self.data)}.get(self.told, self.slope2)


FUNCTIONS = {
    "Relu": (lambda a: lambda x: np.maximum(x, 0), lambda a: lambda x: (x > 0) * 1.0),
    "Sigmoid": (lambda a: lambda x: 1 / (1 + np.exp(-x)), lambda a: lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    "Tanh": (lambda a: np.tanh, lambda a: lambda x: 1 / np.cosh(x) ** 2),
    "Erf": (lambda a: erf, lambda a: lambda x: 2 / math.sqrt(math.pi) * np.exp(-x * x)),
    "LeakyRelu": (lambda a: lambda x: np.where(x > 0, x, a.get("alpha", 0.01) * x),
                  lambda a: lambda x: np.where(x > 0, 1, a.get("alpha", 0.01))),
    "Elu": (lambda a: lambda x: np.where(x > 0, x, a.get("alpha", 1.0) * (np.exp(x) - 1)),
            lambda a: lambda x: np.where(x > 0, 1, a.get("alpha", 1.0) * np.exp(x))),
    "HardSigmoid": (lambda a: lambda x: np.clip(a.get("alpha", 0.2) * x + a.get("beta", 0.5), 0, 1),
                    lambda a: lambda x: a.get("alpha", 0.2) * ((a.get("alpha", 0.2) * x + a.get("beta", 0.5) > 0)
                                                              & (a.get("alpha", 0.2) * x + a.get("beta", 0.5) < 1))),
    "HardSwish": (lambda a: lambda x: x * np.clip(x + 3, 0, 6) / 6,
                  lambda a: lambda x: np.where(x <= -3, 0, np.where(x > 3, 1, (2 * x + 3) / 6))),
}


class Run:
    def __init__(self, path, x):
        self.nodes, self.constants, self.source, self.output = parse(path)
        self.values = {self.source: V(x, told="relu")}
        self.layers, self.exits = [], {}
        users = {}
        for node in self.nodes:
            for name in node["in"]:
                users.setdefault(name, []).append(node)
        self.users = users
        waiting = list(self.nodes)
        while waiting:
            node = next(n for n in waiting if all(i in self.values or i in self.constants or not i for i in n["in"]))
            waiting.remove(node)
            self.step(node)
        self.logits = self.values[self.output].data

    def take(self, name):
        v = self.values[name]
        self.exits.setdefault(id(v.base), {})[id(v)] = v
        return v

    def ints(self, node, name, k):
        return node["a"][name] if name in node["a"] else [int(i) for i in self.constants[node["in"][k]]]

    def step(self, node):
        op, a, names, out = node["op"], node["a"], node["in"], node["out"][0]
        if op == "Constant":
            self.constants[out] = a["value"]
        elif op == "Shape":
            self.constants[out] = np.array(self.values[names[0]].data.shape if names[0] in self.values
                                           else self.constants[names[0]].shape)
        elif all(n in self.constants for n in names):
            self.constants[out] = self.fold(op, a, [self.constants[n] for n in names])
        elif op in FUNCTIONS or op == "Clip":
            self.function(op, a, node, out)
        elif op in ("Add", "Sub", "Mul", "Div"):
            self.arithmetic(op, node, out)
        else:
            self.values[out] = getattr(self, op)(a, node)

    def fold(self, op, a, v):
        axis = a.get("axis", 0)
        return {"Gather": lambda: np.take(v[0], v[1], axis=axis), "Concat": lambda: np.concatenate(v, axis=axis),
                "Unsqueeze": lambda: np.expand_dims(v[0], tuple(a["axes"] if "axes" in a else v[1])),
                "Squeeze": lambda: v[0].squeeze(), "Cast": lambda: v[0], "Transpose": lambda: v[0].transpose(a["perm"]),
                "Reshape": lambda: v[0].reshape([int(i) for i in v[1]]), "Add": lambda: v[0] + v[1],
                "Sub": lambda: v[0] - v[1], "Mul": lambda: v[0] * v[1], "Mod": lambda: v[0] % v[1],
                "Div": lambda: v[0] // v[1] if v[0].dtype == int else v[0] / v[1]}[op]()

    def function(self, op, a, node, out):
        v = self.values[node["in"][0]]
        if op == "Clip":
            low = a.get("min", self.constants.get(node["in"][1] if len(node["in"]) > 1 else "", -np.inf))
            high = a.get("max", self.constants.get(node["in"][2] if len(node["in"]) > 2 else "", np.inf))
            f, df = lambda x: np.clip(x, low, high), lambda x: ((x > low) & (x < high)) * 1.0
        else:
            f, df = FUNCTIONS[op][0](a), FUNCTIONS[op][1](a)
        d = v.d * df(v.data)
        plain = op == "Relu" and v.base is v
        self.values[out] = V(f(v.data), d * d, "relu" if plain else "computed", v.base, d,
                             (f(v.zero[0]), v.zero[1] * df(v.zero[0])))

    def arithmetic(self, op, node, out):
        f = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}[op]
        one, other = node["in"]
        if one in self.values and other in self.values:
            u, v = self.values[one], self.values[other]
            if u.base is v.base and (u.base is not u or v.base is not v):
                d = u.d * v.data + u.data * v.d if op == "Mul" else u.d + v.d
                zero = (f(u.zero[0], v.zero[0]), u.zero[1] * v.zero[0] + u.zero[0] * v.zero[1] if op == "Mul" else u.zero[1] + v.zero[1])
                self.values[out] = V(f(u.data, v.data), d * d, "computed", u.base, d, zero)
                return
            self.take(one), self.take(other)
            data = f(u.data, v.data)
            if op == "Add":
                self.values[out] = V(data)
            else:
                main = u if u.data.shape == data.shape else v
                self.values[out] = V(data, main.squared(), main.told if main.told in ("relu", "ones") else "computed")
            return
        x = self.values[one if one in self.values else other]
        c = self.constants[other if one in self.values else one]
        if "axis" in node["a"]:
            c = c.reshape(c.shape + (1,) * (x.data.ndim - node["a"]["axis"] - c.ndim))
        data = f(x.data, c) if one in self.values else f(c, x.data)
        if c.size == 1:
            by = 1 if op in ("Add", "Sub") else float(c) if op == "Mul" else 1 / float(c)
            self.values[out] = V(data, (x.d * by) ** 2, "computed", x.base, x.d * by, (f(x.zero[0], float(c)), x.zero[1] * by))
        else:
            if getattr(x, "layer", None):
                assert op == "Add"
                self.values[out] = V(data)
                self.values[out].layer = x.layer
                x.layer["base"] = self.values[out]
            else:
                self.values[out] = V(data, told=x.told)

    def weighted(self, node, out_name, seen, w, b, slopes, shape):
        """seen: groups of observations × inputs; w: groups of inputs × nodes."""
        behind = self.users.get(out_name, [])
        if len(behind) == 1 and behind[0]["op"] == "BatchNormalization":
            scale, shift, mean, var = [self.constants[n] for n in behind[0]["in"][1:]]
            s = scale / np.sqrt(var + behind[0]["a"].get("epsilon", 1e-5))
            per = w[0].shape[1]
            w = [wg * s[k * per:(k + 1) * per] for k, wg in enumerate(w)]
            b = b * s + shift - mean * s
            behind[0]["folded"] = True
        data = np.concatenate([x @ wg for x, wg in zip(seen, w)], axis=1) + b
        value = V(shape(data))
        value.layer = {"seen": seen, "w": w, "slopes": slopes, "base": value}
        self.layers.append(value.layer)
        return value

    def Conv(self, a, node):
        x, w = self.take(node["in"][0]), self.constants[node["in"][1]]
        b = self.constants[node["in"][2]] if len(node["in"]) > 2 else np.zeros(len(w))
        groups, (sh, sw), (dh, dw) = a.get("group", 1), a.get("strides", [1, 1]), a.get("dilations", [1, 1])
        top, left, bottom, right = a.get("pads", [0] * 4)
        kh, kw = w.shape[2:]
        if a.get("auto_pad") == "SAME_UPPER":
            zeros = [max(0, (-(-size // s) - 1) * s + k - size) for size, s, k in zip(self.values[node["in"][0]].data.shape[2:], (sh, sw), (kh, kw))]
            top, left, bottom, right = zeros[0] // 2, zeros[1] // 2, -(-zeros[0] // 2), -(-zeros[1] // 2)
        around = ((0, 0), (0, 0), (top, bottom), (left, right))
        n, c = x.data.shape[:2]
        padded = np.pad(x.data, around)
        # A padding zero has the slope of the activation at 0, which is where its output is 0 for those used here.
        edge = {"relu": 0.0, "ones": 1.0}.get(x.told, x.zero[1] ** 2)
        slopes = np.pad(x.squared(), around, constant_values=edge)
        high = (padded.shape[2] - (kh - 1) * dh - 1) // sh + 1
        wide = (padded.shape[3] - (kw - 1) * dw - 1) // sw + 1

        def observations(p, g):
            part = p[:, g * c // groups:(g + 1) * c // groups]
            taps = [part[:, :, ky * dh:ky * dh + sh * (high - 1) + 1:sh, kx * dw:kx * dw + sw * (wide - 1) + 1:sw]
                    for ky in range(kh) for kx in range(kw)]
            return np.stack(taps, axis=1).transpose(0, 3, 4, 1, 2).reshape(n * high * wide, -1)

        per = len(w) // groups
        matrices = [w[g * per:(g + 1) * per].transpose(2, 3, 1, 0).reshape(-1, per) for g in range(groups)]
        return self.weighted(node, node["out"][0], [observations(padded, g) for g in range(groups)], matrices, b,
                             [observations(slopes, g) for g in range(groups)],
                             lambda d: d.reshape(n, high, wide, -1).transpose(0, 3, 1, 2))

    def Gemm(self, a, node):
        x, w = self.take(node["in"][0]), self.constants[node["in"][1]]
        w = w.T if a.get("transB", 0) else w
        b = self.constants[node["in"][2]] if len(node["in"]) > 2 else np.zeros(w.shape[1])
        return self.weighted(node, node["out"][0], [x.data], [w], b, [x.squared()], lambda d: d)

    def MatMul(self, a, node):
        return self.Gemm({}, node)

    def BatchNormalization(self, a, node):
        x = self.values[node["in"][0]]
        if node.get("folded"):
            return x
        self.take(node["in"][0])
        scale, shift, mean, var = [self.constants[n].reshape(-1, 1, 1) for n in node["in"][1:]]
        return V((x.data - mean) / np.sqrt(var + a.get("epsilon", 1e-5)) * scale + shift, x.squared(), "computed",
                 zero=(0.0, 0.0 if x.told == "relu" else x.zero[1]))

    def pooled(self, a, node, reduce):
        x = self.values[node["in"][0]]
        (kh, kw), (sh, sw), (top, left, bottom, right) = a["kernel_shape"], a.get("strides", [1, 1]), a.get("pads", [0] * 4)
        around = ((0, 0), (0, 0), (top, bottom), (left, right))
        high, wide = (x.data.shape[2] + top + bottom - kh) // sh + 1, (x.data.shape[3] + left + right - kw) // sw + 1

        def windows(p, outside):
            p = np.pad(p, around, constant_values=outside)
            return np.stack([p[:, :, ky:ky + sh * (high - 1) + 1:sh, kx:kx + sw * (wide - 1) + 1:sw]
                             for ky in range(kh) for kx in range(kw)], axis=-1)

        return self.passed(node, x, *reduce(windows))

    def passed(self, node, x, data, slope2):
        """Pooling before an activation leaves the value its layer's."""
        if np.all(x.d == 1) and x.told == "ones":
            made = V(data)
            if getattr(x, "layer", None) and len(self.users[node["in"][0]]) == 1:
                made.layer, x.layer["base"] = x.layer, made
            return made
        self.take(node["in"][0])
        return V(data, slope2, x.told, zero=(0.0, x.zero[1]))

    def MaxPool(self, a, node):
        x = self.values[node["in"][0]]

        def reduce(windows):
            seen, slopes = windows(x.data, -np.inf), windows(x.squared(), 0)
            best = seen.argmax(axis=-1)[..., None]
            return seen.max(axis=-1), np.take_along_axis(slopes, best, -1)[..., 0]

        return self.pooled(a, node, reduce)

    def AveragePool(self, a, node):
        x = self.values[node["in"][0]]
        return self.pooled(a, node, lambda w: (np.nanmean(w(x.data, np.nan), -1), np.nanmean(w(x.squared(), np.nan), -1)))

    def GlobalAveragePool(self, a, node):
        x = self.values[node["in"][0]]
        return self.passed(node, x, x.data.mean((2, 3), keepdims=True), x.squared().mean((2, 3), keepdims=True))

    def ReduceMean(self, a, node):
        x, axes = self.values[node["in"][0]], tuple(self.ints(node, "axes", 1))
        keep = bool(a.get("keepdims", 1))
        return self.passed(node, x, x.data.mean(axes, keepdims=keep), x.squared().mean(axes, keepdims=keep))

    def moved(self, node, how):
        x = self.take(node["in"][0])
        return V(how(x.data), how(x.squared()), x.told)

    def Flatten(self, a, node):
        return self.moved(node, lambda d: d.reshape(len(d), -1))

    def Reshape(self, a, node):
        to = [int(i) for i in self.constants[node["in"][1]]]
        return self.moved(node, lambda d: d.reshape([d.shape[k] if s == 0 else s for k, s in enumerate(to)]))

    def Transpose(self, a, node):
        return self.moved(node, lambda d: d.transpose(a["perm"]))

    def Squeeze(self, a, node):
        return self.moved(node, lambda d: d.squeeze(tuple(self.ints(node, "axes", 1))))

    def Slice(self, a, node):
        starts, ends, axes, steps = [[int(i) for i in self.constants[n]] for n in node["in"][1:5]]
        index = [slice(None)] * 4
        for s, e, x, t in zip(starts, ends, axes, steps):
            index[x] = slice(s, min(e, 1 << 30), t)
        return self.moved(node, lambda d: d[tuple(index)])

    def Pad(self, a, node):
        pads = [int(i) for i in self.constants[node["in"][1]]]
        return self.moved(node, lambda d: np.pad(d, list(zip(pads[:4], pads[4:]))))

    def Concat(self, a, node):
        parts = [self.take(n) for n in node["in"]]
        told = parts[0].told if len({p.told for p in parts}) == 1 else "computed"
        return V(np.concatenate([p.data for p in parts], a["axis"]),
                 np.concatenate([p.squared() for p in parts], a["axis"]), told)

    def Softmax(self, a, node):
        return self.values[node["in"][0]]


def figures(layer, last, variant):
    paper = variant == "paper"
    guard = 0 if paper else 1e-4
    largest = max(x.max() for x in layer["seen"])
    all_s, all_g = [], []
    for x, w, slopes in zip(layer["seen"], layer["w"], layer["slopes"]):
        w = w - w.mean(axis=1, keepdims=True) if paper and last else w
        n, top = len(x), x.max(axis=0)
        a = (slopes.sum(axis=0) + guard) / n
        scale = top if paper else top + 0.001
        scale = np.where(scale > 0, scale, 1)
        kept = top >= 0.01 * largest if paper and largest > 0 else np.full(len(top), True)
        centred, r = x - x.mean(axis=0), x @ w
        cov = centred.T @ (r - r.mean(axis=0)) / n / scale[:, None]
        with np.errstate(all="ignore"):
            c = np.where(a[:, None] > 0, cov / a[:, None], 0)[kept]
            w = w[kept]
            product = (w * c).sum(axis=0) / np.sqrt((w**2).sum(axis=0))
            all_s.append(product / (np.sqrt((c**2).sum(axis=0)) + guard))
            all_g.append(product / np.abs(c).max(axis=0))
    return np.concatenate(all_s), np.concatenate(all_g)


def reference(path, x, labels, samples):
    run = Run(path, x)
    logits = run.logits
    shifted = logits - logits.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    result = {"samples": samples, "labels": "graphs/labels", "accuracy": float(np.mean(logits.argmax(axis=1) == labels)), "loss": float(loss.mean()),
              "outputs": logits[:3].tolist(), "layers": []}
    for layer in run.layers:
        last = layer is run.layers[-1]
        nodes = sum(w.shape[1] for w in layer["w"])
        rates = None
        if not last:
            exits = list(run.exits.get(id(layer["base"]), {}).values())
            output = exits[0] if len(exits) == 1 else layer["base"]
            data = output.data if output.data.ndim == 2 else output.data.transpose(0, 2, 3, 1)
            rates = (data.reshape(-1, nodes) > 0).mean(axis=0)
        entry = {"inputs": layer["w"][0].shape[0], "nodes": nodes, "rates": None if rates is None else rates.tolist()}
        for variant in ("paper", "notebook"):
            s, g = figures(layer, last, variant)
            paper = variant == "paper"
            entry[variant] = {"s": s.tolist(), "g": g.tolist(), "meanS": snr.mean(s, rates, paper),
                              "meanG": snr.mean(g, rates, paper)}
        result["layers"].append(entry)
    return result


# --- networks --------------------------------------------------------------------------------------------------------------
def head(net, x, channels):
    return net.dense(net.node("Flatten", net.node("GlobalAveragePool", x), axis=1), "fc", channels, 4)


def resnet20(projected):
    net = Writer(20 + projected)
    x = net.relu(net.norm(net.conv("x", "conv1", 3, 4, bias=False), "bn1", 4))
    channels = 4
    for stage, width in enumerate((4, 6, 8)):
        for k in range(3):
            name, stride = f"layer{stage + 1}.{k}", 2 if stage and not k else 1
            y = net.relu(net.norm(net.conv(x, name + ".conv1", channels, width, bias=False, strides=[stride] * 2), name + ".bn1", width))
            y = net.norm(net.conv(y, name + ".conv2", width, width, bias=False), name + ".bn2", width)
            if stride == 2 and projected:
                x = net.norm(net.conv(x, name + ".downsample.0", channels, width, 1, bias=False, strides=[2, 2]),
                             name + ".downsample.1", width)
            elif stride == 2:
                p = f"p{stage}"
                x = net.node("Slice", x, *[net.constant(p + k, v, "int64") for k, v in
                                           zip("seat", ([0, 0], [2**62] * 2, [2, 3], [2, 2]))])
                pads = [0, (width - channels) // 2, 0, 0] * 2
                x = net.node("Pad", x, net.constant(p + "w", pads, "int64"))
            x, channels = net.relu(net.node("Add", y, x)), width
    return net, head(net, x, channels)


def vgg(opset):
    net = Writer(30, opset)
    x = net.relu(net.norm(net.conv("x", "features.0", 3, 5), "features.1", 5))
    x = net.node("MaxPool", net.relu(net.norm(net.conv(x, "features.3", 5, 6), "features.4", 6)), kernel_shape=[2, 2], strides=[2, 2])
    x = net.node("AveragePool", net.relu(net.norm(net.conv(x, "features.7", 6, 8), "features.8", 8)), kernel_shape=[4, 4], strides=[4, 4])
    n = net.node("Gather", net.node("Shape", "x"), net.constant("zero", 0, "int64"), axis=0)
    axes = net.constant("zeros", [0], "int64")
    n = net.node("Unsqueeze", n, axes) if opset >= 13 else net.node("Unsqueeze", n, axes=[0])
    x = net.node("Reshape", x, net.node("Concat", n, net.constant("rest", [-1], "int64"), axis=0))
    return net, net.dense(net.relu(net.dense(x, "fc1", 128, 7)), "fc2", 7, 4)


def inception():
    net = Writer(40, 11)
    x = net.node("MaxPool", net.relu(net.conv("x", "stem", 3, 6)), kernel_shape=[2, 2], strides=[2, 2])
    a = net.relu(net.conv(x, "one", 6, 3, 1))
    b = net.relu(net.conv(net.relu(net.conv(x, "three.0", 6, 4, 1)), "three.1", 4, 5))
    c = net.relu(net.conv(net.relu(net.conv(x, "five.0", 6, 2, 1)), "five.1", 2, 3, dilations=[2, 2], pad=2))
    d = net.relu(net.conv(net.node("MaxPool", x, kernel_shape=[3, 3], strides=[1, 1], pads=[1] * 4), "pool", 6, 2, 1))
    x = net.node("Concat", a, b, c, d, axis=1)
    return net, head(net, net.relu(net.conv(x, "mix", 13, 6, strides=[2, 2])), 6)


def squeeze_and_excite():
    net = Writer(50, 18)
    x = net.relu(net.conv("x", "conv1", 3, 8, strides=[2, 2]))
    g = net.node("ReduceMean", x, net.constant("axes", [2, 3], "int64"), keepdims=1)
    g = net.node("Sigmoid", net.conv(net.relu(net.conv(g, "se.0", 8, 2, 1)), "se.2", 2, 8, 1))
    x = net.relu(net.conv(net.node("Mul", x, g), "conv2", 8, 6))
    return net, head(net, x, 6)


def mobile():
    net = Writer(60, 11)
    low, high = net.constant("low", 0.0), net.constant("high", 6.0)
    x = net.node("Clip", net.norm(net.conv("x", "conv1", 3, 6, bias=False, strides=[2, 2]), "bn1", 6), low, high)
    y = net.node("Clip", net.norm(net.conv(x, "depth", 6, 6, groups=6, bias=False), "bn2", 6), low, high)
    y = net.norm(net.conv(y, "linear", 6, 6, 1, bias=False), "bn3", 6)
    x = net.node("Add", x, y)
    y = net.conv(x, "groups", 6, 4, groups=2, strides=[2, 2])
    x = net.node("Mul", y, net.node("Sigmoid", y))
    y = net.conv(x, "gelu", 4, 5)
    p = net.node("Add", net.node("Erf", net.node("Div", y, net.scalar(2**0.5))), net.scalar(1.0))
    x = net.node("Mul", net.node("Mul", y, p), net.scalar(0.5))
    x = net.node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
    y = net.conv(x, "swish", 5, 6)
    x = net.node("Div", net.node("Mul", y, net.node("Clip", net.node("Add", y, net.scalar(3.0)), low, high)), net.scalar(6.0))
    x = net.node("LeakyRelu", net.conv(x, "leaky", 6, 5, pad=0), alpha=0.1)
    x = net.node("Elu", net.conv(x, "elu", 5, 6, 1), alpha=1.0)
    return net, head(net, net.node("HardSwish", net.conv(x, "hard", 6, 5, 1)), 5)


def preactivated():
    net = Writer(70, 9)
    x = net.conv("x", "conv1", 3, 4, strides=[4, 4])
    for k in range(2):
        y = net.conv(net.relu(net.norm(x, f"bn{k}a", 4)), f"conv{k}a", 4, 4)
        x = net.node("Add", net.conv(net.relu(net.norm(y, f"bn{k}b", 4)), f"conv{k}b", 4, 4), x)
    x = net.norm(net.relu(x), "behind", 4)
    return net, head(net, net.relu(net.conv(x, "last", 4, 5)), 5)


def old_files():
    """As CNTK and early exporters write: weights reshaped in the file, Add along an axis, products of matrices."""
    net = Writer(80, 6)
    w = net.random.normal(0, 0.3, (4, 3, 3, 3))
    x = net.node("Conv", "x", net.constant("k", w), kernel_shape=[3, 3], auto_pad="SAME_UPPER", strides=[2, 2])
    x = net.relu(net.node("Add", x, net.constant("plus", [0.1, -0.1, 0.2, 0.0]), broadcast=1, axis=1))
    x = net.node("MaxPool", x, kernel_shape=[4, 4], strides=[4, 4])
    w = net.node("Reshape", net.constant("p", net.random.normal(0, 0.2, (4, 4, 4, 4))), net.constant("to", [64, 4], "int64"))
    x = net.node("Reshape", x, net.constant("rows", [-1, 64], "int64"))
    return net, net.node("Add", net.node("MatMul", x, w), net.constant("end", [[0.1, 0.2, 0.3, 0.4]]))


def channels_last():
    """As tf2onnx writes: Sub and Div at the input, transposed to channels first and back, sizes by arithmetic."""
    net = Writer(90, 13, ("N", 32, 32, 3))
    x = net.node("Sub", "x", net.constant("mean", [0.5, 0.4, 0.3]))
    x = net.node("Div", x, net.constant("deviation", [0.2, 0.25, 0.3]))
    x = net.relu(net.conv(net.node("Transpose", x, perm=[0, 3, 1, 2]), "conv", 3, 4, strides=[4, 4]))
    x = net.node("Transpose", x, perm=[0, 2, 3, 1])
    sizes = net.node("Shape", x)
    pick = lambda k: net.node("Gather", sizes, net.constant(f"k{k}", [k], "int64"), axis=0)
    area = net.node("Mul", net.node("Mul", pick(1), pick(2)), pick(3))
    area = net.node("Sub", area, net.node("Mod", area, net.constant("two", [2], "int64")))
    x = net.node("Reshape", x, net.node("Concat", net.constant("free", [-1], "int64"), area, axis=0))
    return net, net.dense(x, "dense", 256, 4)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(7)
    labels = random.integers(0, 4, 20)
    waves = np.sin(np.arange(32) / (2 + labels[:, None, None, None]))
    pixels = (np.clip(waves * 0.3 + random.random((20, 3, 32, 32)) * 0.7, 0, 1) * 255).astype(np.uint8)
    np.save(OUT / "pictures.npy", pixels)
    np.save(OUT / "labels.npy", labels)
    x = (pixels.astype(np.float32) / 255).astype(float)
    results = {}
    for name, (net, y) in {"resnet20": resnet20(True), "resnet20-padded": resnet20(False), "vgg": vgg(13), "vgg-9": vgg(9),
                           "inception": inception(), "squeeze": squeeze_and_excite(), "mobile": mobile(),
                           "preactivated": preactivated(), "old": old_files(), "channels-last": channels_last()}.items():
        path = net.save(name, y)
        seen = x.transpose(0, 2, 3, 1) if name == "channels-last" else x
        results[name] = reference(path, seen, labels, "graphs/pictures")
        if name in ("resnet20", "mobile", "vgg"):
            net.save(name + "-backwards", y, backwards=True)
            results[name + "-backwards"] = results[name]
    models = OUT.parent
    labels = np.load(models / "labels.npy")
    for name, samples in {"hardswish": "rows", "residual": "rows", "dilation": "pictures", "groups": "pictures"}.items():
        x = np.load(models / f"{samples}.npy")
        x = (x.astype(np.float32) / 255).astype(float) if samples == "pictures" else x.astype(float)
        results["torch-" + name] = reference(OUT / f"torch-{name}.onnx", x, labels, samples)
        results["torch-" + name]["labels"] = "labels"
    snr.write(OUT / "graphs.json", results)


if __name__ == "__main__":
    main()
