"""Layers in NumPy and double precision, written from their definitions, for model_set.py. Pictures are samples × rows ×
columns × channels. Nothing here is shared with nodesnr or with the programs whose files are written."""
import itertools

import numpy as np
from scipy.special import erf

ACT = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "relu6": lambda z: np.clip(z, 0, 6),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "swish": lambda z: z / (1 + np.exp(-z)),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * (1 + erf(z / np.sqrt(2))) / 2,
    "gelu_tanh": lambda z: z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
    "hard_sigmoid_2": lambda z: np.clip(0.2 * z + 0.5, 0, 1),
    "hard_sigmoid_3": lambda z: np.clip(z + 3, 0, 6) / 6,
    "hard_swish": lambda z: z * np.clip(z + 3, 0, 6) / 6,
}


def leaky(slope):
    return lambda z: np.where(z > 0, z, slope * z)


def dense(x, w, b=0):
    """w[in, out]."""
    return x @ w + b


def starts(size, span, stride, pads, axis):
    """First rows of the window, which spans so many; pads is "valid", "same" or (top, left, bottom, right)."""
    if pads == "same":
        n = -(-size // stride)
        before = max(0, (n - 1) * stride + span - size) // 2
    else:
        before, after = (0, 0) if pads == "valid" else (pads[axis], pads[axis + 2])
        n = (size + before + after - span) // stride + 1
    return [k * stride - before for k in range(n)]


def windows(x, size, stride, pads, outside, dilation=(1, 1)):
    n, h, w, c = x.shape
    ys = starts(h, (size[0] - 1) * dilation[0] + 1, stride[0], pads, 0)
    xs = starts(w, (size[1] - 1) * dilation[1] + 1, stride[1], pads, 1)
    out = np.full((n, len(ys), len(xs), size[0], size[1], c), outside, float)
    for (i, y), (j, z) in itertools.product(enumerate(ys), enumerate(xs)):
        for ky, kx in itertools.product(range(size[0]), range(size[1])):
            r, s = y + ky * dilation[0], z + kx * dilation[1]
            if 0 <= r < h and 0 <= s < w:
                out[:, i, j, ky, kx] = x[:, r, s]
    return out


def conv(x, w, b=0, stride=(1, 1), pads="valid", dilation=(1, 1), groups=1):
    """w[row, column, in of a group, out]."""
    ins, outs = w.shape[2], w.shape[3] // groups
    assert x.shape[-1] == ins * groups
    parts = []
    for g in range(groups):
        seen = windows(x[..., g * ins:(g + 1) * ins], w.shape[:2], stride, pads, 0, dilation)
        parts.append(np.einsum("nijyxc,yxco->nijo", seen, w[..., g * outs:(g + 1) * outs]))
    return np.concatenate(parts, axis=-1) + b


def depthwise(x, w, b=0, stride=(1, 1), pads="valid"):
    """w[row, column, in, multiple]."""
    return conv(x, w.reshape(*w.shape[:2], 1, -1), b, stride, pads, groups=w.shape[2])


def maxima(x, size, stride=None, pads="valid"):
    return windows(x, size, stride or size, pads, -np.inf).max(axis=(3, 4))


def means(x, size, stride=None, pads="valid"):
    return np.nanmean(windows(x, size, stride or size, pads, np.nan), axis=(3, 4))


def norm(x, gamma, beta, mean, var, eps):
    return (x - mean) / np.sqrt(var + eps) * gamma + beta


def flat(x, order="last"):
    return (x.transpose(0, 3, 1, 2) if order == "first" and x.ndim == 4 else x).reshape(len(x), -1)
