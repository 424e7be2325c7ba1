"""What the parts of model_set.py that Keras saves share: weights, its layers in plain NumPy, files."""
import numpy as np

import keras

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows, same


def fill(model, seed):
    """Random weights; moving variances are positive."""
    w, b, random = draws(seed)
    for layer in model.layers:
        arrays = []
        for v in layer.weights:
            shape, name = v.shape, v.path.split("/")[-1]
            if name in ("moving_variance", "variance"):
                arrays.append(random.uniform(0.3, 2, shape))
            elif name == "gamma":
                arrays.append(random.uniform(-1.5, 1.5, shape))
            elif name == "depthwise_kernel":
                arrays.append(random.normal(0, 2.5 / np.sqrt(shape[0] * shape[1]), shape))
            elif name == "count":
                arrays.append(np.zeros(shape))
            else:
                arrays.append(w(*shape) if len(shape) > 1 else b(shape[0]))
        layer.set_weights(arrays)
    return model


def p(model, name):
    return [np.asarray(a, float) for a in model.get_layer(name).get_weights()]


def bn(model, name, x):
    layer = model.get_layer(name)
    gamma, beta, mean, var = p(model, name)
    return F.norm(x, gamma, beta, mean, var, layer.epsilon)


def save(name, model, samples, own, softmax=False, inputs=None, scale="unit"):
    x = {"pictures": pictures, "rows": rows}[samples] if inputs is None else inputs
    same(name, own, keras.ops.convert_to_numpy(model(x.astype("float32"))), softmax)
    model.save(OUT / name)
    add(name, samples, own, scale)


relu = F.ACT["relu"]
