"""Small networks in files of Keras 3, and of Keras 2 as h5py can write them, with their S and G by snr_reference.py.

Reads pictures.npy, rows.npy and labels.npy of src/test/resources/models; writes *.keras, *.h5 and keras.json there.
Keras 3 saves its files itself. Keras 2's are written with h5py in the layout of its keras/saving/legacy/hdf5_format.py:
attributes model_config, keras_version and backend of the file, a group model_weights with layer_names, and in it a group
for each layer with weight_names such as dense/kernel:0, which are paths within it. Before it writes a network's figures
the script holds the outputs of snr_reference against Keras's own. Made with Keras 3.15.1 (NumPy backend), h5py 3.16 and
NumPy 2.4; run from the top of the repository:

    KERAS_BACKEND=numpy python3 src/test/reference/keras_models.py
"""
import json
import sys
from pathlib import Path

import h5py
import keras
import numpy as np
from keras import layers as L

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

OUT = Path("src/test/resources/models")
results = {}
random = np.random.default_rng(2)
keras.utils.set_random_seed(2)
pictures = np.load(OUT / "pictures.npy").transpose(0, 2, 3, 1) / 255.0
rows = np.load(OUT / "rows.npy").astype(float)
labels = np.load(OUT / "labels.npy")


def weights(model):
    """Random weights and biases: Keras begins with biases of zero."""
    for layer in model.layers:
        layer.set_weights([random.normal(0.02, 0.5 / np.sqrt(w[..., 0].size or 1), w.shape) for w in layer.get_weights()])


def w(model, name):
    layer = model.get_layer(name)
    arrays = [np.asarray(a, float) for a in layer.get_weights()]
    return arrays[0], arrays[1] if len(arrays) > 1 else np.zeros(arrays[0].shape[-1])


def check(names, model, net, x, inputs, softmax=True, layout=lambda v: v):
    own, _ = snr.run(net, x)
    if softmax:
        own = np.exp(own) / np.exp(own).sum(axis=1, keepdims=True)
    outputs = np.asarray(model(layout(x).astype("float32")))
    assert np.abs(own - outputs).max() < 1e-5, (names, np.abs(own - outputs).max())
    for name in names:
        results[name] = {"samples": inputs, **snr.reference(net, x, labels)}


def save(name, model):
    model.save(OUT / f"{name}.keras")
    model.save(OUT / f"{name}-3.h5")
    return [f"{name}.keras", f"{name}-3.h5"]


def keras2_layer(layer, first, shape):
    """The configuration of a layer as Keras 2 wrote it."""
    own = layer.get_config()
    config = {"name": own["name"], "trainable": True, "dtype": "float32"}
    if first:
        config["batch_input_shape"] = [None, *shape]
    for key, value in own.items():
        if key not in config and key not in ("quantization_config", "lora_rank"):
            config[key] = {"class_name": value["class_name"], "config": value["config"]} if isinstance(value, dict) else value
    return {"class_name": type(layer).__name__, "config": config}


def save_keras2(name, model, shape, form="sequential", **storage):
    layers = [keras2_layer(layer, k == 0, shape) for k, layer in enumerate(l for l in model.layers if not isinstance(l, L.InputLayer))]
    first = {"class_name": "InputLayer", "config": {
        "batch_input_shape": [None, *shape], "dtype": "float32", "sparse": False, "ragged": False, "name": "input_1"}}
    if form == "sequential":
        config = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [first, *layers]}}
    elif form == "list":
        config = {"class_name": "Sequential", "config": layers}
    else:
        before = "input_1"
        first.update(name="input_1", inbound_nodes=[])
        for layer in layers:
            layer.update(name=layer["config"]["name"], inbound_nodes=[[[before, 0, 0, {}]]])
            before = layer["name"]
        config = {"class_name": "Functional", "config": {
            "name": "model", "trainable": True, "layers": [first, *layers],
            "input_layers": [["input_1", 0, 0]], "output_layers": [[before, 0, 0]]}}
    with h5py.File(OUT / f"{name}-2.h5", "w") as f:
        f.attrs["keras_version"] = "2.15.0"
        f.attrs["backend"] = "tensorflow"
        f.attrs["model_config"] = json.dumps(config).encode("utf8")
        top = f.create_group("model_weights")
        top.attrs["keras_version"] = b"2.15.0"
        top.attrs["backend"] = b"tensorflow"
        top.attrs["layer_names"] = np.asarray([layer["config"]["name"].encode() for layer in layers])
        for layer in layers:
            group = top.create_group(layer["config"]["name"])
            arrays = model.get_layer(group.name.split("/")[-1]).get_weights()
            names = [f"{layer['config']['name']}/{part}:0".encode() for part in ("kernel", "bias")][:len(arrays)]
            group.attrs["weight_names"] = np.asarray(names)
            for path, array in zip(names, arrays):
                group.create_dataset(path.decode(), data=array, **storage)
    return [f"{name}-2.h5"]


# Dense layers.
m = keras.Sequential([keras.Input((12,)), L.Dense(9, activation="tanh", name="a"), L.Dense(7, activation="sigmoid", name="b"),
                      L.Dropout(0.5), L.Dense(6, name="c"), L.ReLU(), L.Dense(4, name="d"), L.Activation("softmax")])
weights(m)
net = [("dense", *w(m, "a")), ("act", "tanh"), ("dense", *w(m, "b")), ("act", "sigmoid"), ("dense", *w(m, "c")),
       ("act", "relu"), ("dense", *w(m, "d"))]
check(save("dense", m) + save_keras2("dense", m, (12,), form="list"), m, net, rows, "rows")

# Every padding, stride and pooling; no bias; average pooling before an activation.
m = keras.Sequential([
    keras.Input((9, 8, 3)), L.Conv2D(5, (3, 2), strides=(2, 1), padding="same", activation="relu", name="a"),
    L.MaxPooling2D((3, 2), strides=(1, 2), padding="same"), L.Conv2D(4, 2, use_bias=False, name="b"), L.Activation("tanh"),
    L.AveragePooling2D((2, 3), strides=(1, 2), padding="same"), L.Conv2D(6, 2, padding="same", name="c"),
    L.AveragePooling2D((2, 1)), L.ReLU(), L.Flatten(), L.Dropout(0.2), L.Dense(5, activation="sigmoid", name="d"),
    L.Dense(4, activation="softmax", name="e")])
weights(m)
net = [("conv", *w(m, "a"), (2, 1), "same"), ("act", "relu"), ("pool", "max", (3, 2), (1, 2), "same"),
       ("conv", *w(m, "b"), (1, 1), "valid"), ("act", "tanh"), ("pool", "average", (2, 3), (1, 2), "same"),
       ("conv", *w(m, "c"), (1, 1), "same"), ("pool", "average", (2, 1), (2, 1), "valid"), ("act", "relu"),
       ("flatten", "last"), ("dense", *w(m, "d")), ("act", "sigmoid"), ("dense", *w(m, "e"))]
check(save("windows", m) + save_keras2("windows", m, (9, 8, 3)), m, net, pictures, "pictures")

# Functional, one line; pooling before the activation, zeros around, the mean over all places; no softmax.
x = keras.Input((9, 8, 3))
y = L.ZeroPadding2D(((1, 2), (0, 1)))(x)
y = L.Conv2D(4, 3, strides=(2, 3), name="a")(y)
y = L.MaxPooling2D(2)(y)
y = L.ReLU()(y)
y = L.Conv2D(5, 1, activation="relu", name="b")(y)
y = L.GlobalAveragePooling2D()(y)
m = keras.Model(x, L.Dense(4, name="c")(y))
weights(m)
net = [("conv", *w(m, "a"), (2, 3), (1, 0, 2, 1)), ("pool", "max", (2, 2), (2, 2), "valid"), ("act", "relu"),
       ("conv", *w(m, "b"), (1, 1), "valid"), ("act", "relu"), ("pool", "average", (2, 1), (2, 1), "valid"),
       ("flatten", "last"), ("dense", *w(m, "c"))]
check(save("functional", m) + save_keras2("functional", m, (9, 8, 3), form="functional"), m, net, pictures, "pictures", False)
save_keras2("packed", m, (9, 8, 3), form="functional", compression="gzip", shuffle=True)
results["packed-2.h5"] = results["functional-2.h5"]

# Channels first, softmax as a layer, sizes open.
m = keras.Sequential([keras.Input((3, 9, 8)), L.Conv2D(4, 3, strides=2, data_format="channels_first", activation="relu", name="a"),
                      L.AveragePooling2D(2, data_format="channels_first"), L.Flatten(data_format="channels_first"),
                      L.Dense(4, name="b"), L.Softmax()])
weights(m)
net = [("conv", *w(m, "a"), (2, 2), "valid"), ("act", "relu"), ("pool", "average", (2, 2), (2, 2), "valid"),
       ("flatten", "last"), ("dense", *w(m, "b"))]
check(save("first", m), m, net, pictures, "pictures", layout=lambda v: v.transpose(0, 3, 1, 2))

# In double precision; pictures in one row, made pictures again.
keras.config.set_dtype_policy("float64")
m = keras.Sequential([keras.Input((216,)), L.Reshape((9, -1, 3)), L.Conv2D(4, 4, strides=3, activation="relu", name="a"),
                      L.Flatten(), L.Dense(4, activation="softmax", name="b")])
weights(m)
net = [("conv", *w(m, "a"), (3, 3), "valid"), ("act", "relu"), ("flatten", "last"), ("dense", *w(m, "b"))]
own, _ = snr.run(net, pictures)
own = np.exp(own) / np.exp(own).sum(axis=1, keepdims=True)
assert np.abs(own - np.asarray(m(pictures.reshape(40, -1)))).max() < 1e-5
m.save(OUT / "row.keras")
# The pictures of the samples have their channels first, a row of Keras has them last.
np.save(OUT / "rows-last.npy", np.load(OUT / "pictures.npy").transpose(0, 2, 3, 1).reshape(40, -1))
results["row.keras"] = {"samples": "rows-last", **snr.reference(net, pictures, labels)}
keras.config.set_dtype_policy("float32")

# What is refused.
m = keras.Sequential([keras.Input((12,)), L.Dense(4)])
m.save_weights(OUT / "refused-alone.weights.h5")

snr.write(OUT / "keras.json", results)
