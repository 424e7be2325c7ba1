"""Zip files as Deeplearning4j 0.9.1 wrote them: objects of one field for classes, buffers that count in four bytes."""
import json
import struct
import zipfile

import numpy as np

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows


def word(text):
    return struct.pack(">H", len(text)) + text.encode()


def buffer(kind, values):
    code = {"INT": ">i4", "FLOAT": ">f4", "DOUBLE": ">f8"}[kind]
    return word("JAVACPP") + struct.pack(">i", len(values)) + word(kind) + np.asarray(values, code).tobytes()


def save(name, layers, parts, kind="FLOAT", before=None):
    values = np.concatenate([np.ravel(part, order) for part, order in parts])
    n = len(values)
    # rank, sizes, strides, offset, elementwise stride, order ('c')
    shape = [2, 1, n, n, 1, 0, 1, 99]
    config = {"backprop": True, "backpropType": "Standard", "confs": [
        {"iterationCount": 12, "optimizationAlgo": "STOCHASTIC_GRADIENT_DESCENT", "layer": layer, "miniBatch": True, "numIterations": 1, "seed": 1, "useDropConnect": False,
         "variables": []} for layer in layers],
        "inputPreProcessors": before or {}, "iterationCount": 12, "pretrain": False}
    with zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("configuration.json", json.dumps(config, indent=1))
        archive.writestr("coefficients.bin", buffer("INT", shape) + buffer(kind, values))


def common(name, activation, **more):
    return {"activationFn": {activation: {}}, "layerName": name, "biasInit": 0.0, "weightInit": "XAVIER", "l1": 0.0, "l2": 0.0,
            "dropOut": 0.0, "updater": "SGD", "learningRate": 0.1, "momentum": "NaN", "epsilon": "NaN", "rho": "NaN",
            "rmsDecay": "NaN", "adamMeanDecay": "NaN", "adamVarDecay": "NaN", "gradientNormalization": "None", **more}


def dense(name, activation, nin, nout, kind="dense"):
    more = {"lossFn": {"MCXENT": {"softmaxClipEps": 1e-10}}} if kind == "output" else {}
    return {kind: common(name, activation, nin=nin, nout=nout, hasBias=True, **more)}


w, b, _ = draws(21)
w1, b1, w2, b2 = w(12, 9), b(9), w(9, 4), b(4)
save("dl4j-091-dense.zip", [dense("first", "ReLU", 12, 9), dense("last", "Softmax", 9, 4, "output")],
     [(w1, "F"), (b1, "C"), (w2, "F"), (b2, "C")])
add("dl4j-091-dense.zip", "rows", F.dense(F.ACT["relu"](F.dense(rows, w1, b1)), w2, b2))

w, b, _ = draws(22)
k1, b1, k2, b2 = w(3, 2, 3, 5), b(5), w(2, 2, 5, 4), b(4)
x = F.maxima(F.ACT["tanh"](F.conv(pictures, k1, b1, (1, 2))), (2, 2), (1, 1))
x = F.flat(F.ACT["relu"](F.conv(x, k2, b2, (2, 1), (1, 0, 1, 0))), "first")
w3, b3, w4, b4 = w(x.shape[1], 6), b(6), w(6, 4), b(4)


def convolution(name, activation, nin, nout, kernel, stride, padding):
    return {"convolution": common(name, activation, nin=nin, nout=nout, kernelSize=kernel, stride=stride, padding=padding,
                                  convolutionMode="Truncate", cudnnAlgoMode="PREFER_FASTEST")}


stored = lambda k: k.transpose(3, 2, 0, 1)
save("dl4j-091-conv.zip", [
    convolution("c1", "TanH", 3, 5, [3, 2], [1, 2], [0, 0]),
    {"subsampling": {"layerName": "pool", "poolingType": "MAX", "kernelSize": [2, 2], "stride": [1, 1], "padding": [0, 0],
                     "convolutionMode": "Truncate", "pnorm": 0, "eps": 0.0}},
    convolution("c2", "ReLU", 5, 4, [2, 2], [2, 1], [1, 0]),
    dense("d", "Sigmoid", x.shape[1], 6), dense("o", "Softmax", 6, 4, "output")],
    [(b1, "C"), (stored(k1), "C"), (b2, "C"), (stored(k2), "C"), (w3, "F"), (b3, "C"), (w4, "F"), (b4, "C")], "DOUBLE",
    {"3": {"cnnToFeedForward": {"inputHeight": 4, "inputWidth": 2, "numChannels": 4}}})
add("dl4j-091-conv.zip", "pictures", F.dense(F.ACT["sigmoid"](F.dense(x, w3, b3)), w4, b4))
