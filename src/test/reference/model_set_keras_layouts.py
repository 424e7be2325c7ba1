"""Keras files of several generations, written with h5py in their layouts."""
import io
import json
import zipfile

import h5py
import numpy as np

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def entry(shape, name="input_1"):
    return {"class_name": "InputLayer", "config": {
        "batch_input_shape": [None, *shape], "dtype": "float32", "sparse": False, "ragged": False, "name": name}}


def sequential(shape, layers):
    return {"module": "keras", "class_name": "Sequential", "registered_name": None,
            "config": {"name": "sequential", "layers": [entry(shape), *layers]}}


def snake(kind):
    return {"Dense": "dense", "Conv2D": "conv2d", "BatchNormalization": "batch_normalization", "Flatten": "flatten",
            "Dropout": "dropout", "InputLayer": "input_layer", "MaxPooling2D": "max_pooling2d",
            "Sequential": "sequential", "Functional": "functional", "ReLU": "re_lu", "Add": "add",
            "Concatenate": "concatenate", "GlobalAveragePooling2D": "global_average_pooling2d"}[kind]


def inner(one):
    """The layers of a layer that is a model."""
    return one["config"].get("layers", [])


def weighs(one, weights):
    return one["config"]["name"] in weights or any(weighs(own, weights) for own in inner(one))


def groups_212(f, prefix, layers, weights, separator):
    used = {}
    for one in layers:
        base = snake(one["class_name"])
        for again in range(2 if weighs(one, weights) else 1):
            used[base] = used.get(base, -1) + 1
            if again:
                continue
            group = base if used[base] == 0 else f"{base}_{used[base]}"
            path = prefix + "_layer_checkpoint_dependencies" + separator + group
            made = f.create_group(path).create_group("vars")
            for k, array in enumerate(weights.get(one["config"]["name"], [])):
                made.create_dataset(str(k), data=array)
            if inner(one):
                groups_212(f, path + separator, inner(one), weights, separator)


def tensorflow_212(name, config, weights, separator="/", version="2.12.0"):
    """As keras/saving/saving_lib.py of 2.12 and 2.13 walks _layer_checkpoint_dependencies, which lists a layer with
    weights twice; on Windows os.path.join puts a backslash into the group's name."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as f:
        groups_212(f, "", config["config"]["layers"], weights, separator)
        f.create_group("optimizer").create_group("vars").create_dataset("0", data=np.int64(7))
    with zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": version, "date_saved": "2023-05-01@10:00:00"}))
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("model.weights.h5", buffer.getvalue())


def keras_2(name, config, weights, version="2.4.0"):
    """As keras/saving/hdf5_format.py laid models out until 2.15."""
    layers = config["config"]["layers"] if isinstance(config["config"], dict) else config["config"]
    with h5py.File(OUT / name, "w") as f:
        f.attrs["keras_version"] = version.encode()
        f.attrs["backend"] = b"tensorflow"
        f.attrs["model_config"] = json.dumps(config).encode()
        top = f.create_group("model_weights")
        names = [one["config"]["name"].encode() for one in layers]
        top.attrs["layer_names"] = np.asarray(names)
        for one in layers:
            own = one["config"]["name"]
            group = top.create_group(own)
            # of a model that is a layer, what is trained in all its layers, then what is not
            listed = sorted(arrays_2(one, weights), key=lambda entry: "/moving_" in entry[0])
            paths = [path.encode() for path, _ in listed]
            group.attrs["weight_names"] = np.asarray(paths) if paths else np.zeros(0)
            for path, array in listed:
                group.create_dataset(path, data=array)


def arrays_2(one, weights):
    own = one["config"]["name"]
    named = [(f"{own}/{part}:0", array) for part, array in zip(PARAMETERS.get(one["class_name"], []), weights.get(own, []))]
    return named + [entry for layer in inner(one) for entry in arrays_2(layer, weights)]


PARAMETERS = {"Dense": ["kernel", "bias"], "Conv2D": ["kernel", "bias"],
              "BatchNormalization": ["gamma", "beta", "moving_mean", "moving_variance"]}

# Three dense layers, numbered 0, 2 and 4.
w, b, _ = draws(11)
a = {f"layer_{k}": [w(*shape), b(shape[1])] for k, shape in enumerate([(12, 9), (9, 7), (7, 4)])}
config = sequential((12,), [
    layer("Dense", "layer_0", units=9, activation="relu", use_bias=True), layer("Dropout", "drop", rate=0.3),
    layer("Dense", "layer_1", units=7, activation="tanh", use_bias=True),
    layer("Dense", "layer_2", units=4, activation="softmax", use_bias=True)])
tensorflow_212("tf212-dense.keras", config, a)
x = F.ACT["relu"](F.dense(rows, *a["layer_0"]))
x = F.ACT["tanh"](F.dense(x, *a["layer_1"]))
add("tf212-dense.keras", "rows", F.dense(x, *a["layer_2"]))


def convolutional(seed, separator, name, version):
    w, b, _ = draws(seed)
    a = {"c0": [w(3, 3, 3, 5), b(5)], "c1": [w(2, 2, 5, 6), b(6)], "d0": [w(36, 8), b(8)], "d1": [w(8, 4), b(4)]}
    config = sequential((9, 8, 3), [
        layer("Conv2D", "c0", filters=5, kernel_size=[3, 3], strides=[1, 1], padding="same", data_format="channels_last",
              dilation_rate=[1, 1], groups=1, activation="relu", use_bias=True),
        layer("MaxPooling2D", "p", pool_size=[2, 2], strides=[2, 2], padding="valid", data_format="channels_last"),
        layer("Conv2D", "c1", filters=6, kernel_size=[2, 2], strides=[1, 1], padding="valid", data_format="channels_last",
              dilation_rate=[1, 1], groups=1, activation="relu", use_bias=True),
        layer("MaxPooling2D", "q", pool_size=[1, 1], strides=[1, 1], padding="valid", data_format="channels_last"),
        layer("Flatten", "f", data_format="channels_last"),
        layer("Dense", "d0", units=8, activation="sigmoid", use_bias=True),
        layer("Dense", "d1", units=4, activation="linear", use_bias=True)])
    x = F.maxima(F.ACT["relu"](F.conv(pictures, *a["c0"], pads="same")), (2, 2))
    x = F.flat(F.ACT["relu"](F.conv(x, *a["c1"])))
    a["d0"][0] = w(x.shape[1], 8)
    tensorflow_212(name, config, a, separator, version)
    add(name, "pictures", F.dense(F.ACT["sigmoid"](F.dense(x, *a["d0"])), *a["d1"]))


convolutional(12, "/", "tf213-conv.keras", "2.13.1")
convolutional(13, "\\", "tf212-windows.keras", "2.12.0")

# Keras 2 in HDF5: its hard sigmoid and LeakyReLU, batch normalisation, layers listed in any order, a residual graph.
w, b, random = draws(14)
a = {"d0": [w(12, 8), b(8)], "d1": [w(8, 8), b(8)], "d2": [w(8, 4), b(4)],
     "n": [random.uniform(0.5, 1.5, 8), b(8), b(8), random.uniform(0.5, 2, 8)]}
nodes = lambda *names: [[[name, 0, 0, {}] for name in names]]
functional = [
    dict(layer("Dense", "d2", units=4, activation="softmax", use_bias=True), name="d2", inbound_nodes=nodes("sum")),
    dict(layer("Add", "sum"), name="sum", inbound_nodes=nodes("leaky", "hard")),
    dict(layer("Dense", "d1", units=8, activation="linear", use_bias=True), name="d1", inbound_nodes=nodes("leaky")),
    dict(layer("Activation", "hard", activation="hard_sigmoid"), name="hard", inbound_nodes=nodes("d1")),
    dict(layer("LeakyReLU", "leaky", alpha=0.30000001192092896), name="leaky", inbound_nodes=nodes("n")),
    dict(layer("BatchNormalization", "n", axis=[1], momentum=0.99, epsilon=0.001, center=True, scale=True), name="n",
         inbound_nodes=nodes("d0")),
    dict(layer("Dense", "d0", units=8, activation="linear", use_bias=True), name="d0", inbound_nodes=nodes("input_1")),
    dict(entry((12,)), name="input_1", inbound_nodes=[])]
keras_2("keras24-functional.h5", {"class_name": "Functional", "config": {
    "name": "model", "layers": functional, "input_layers": [["input_1", 0, 0]], "output_layers": [["d2", 0, 0]]}}, a)
x = F.leaky(0.3)(F.norm(F.dense(rows, *a["d0"]), *a["n"], 0.001))
x = x + F.ACT["hard_sigmoid_2"](F.dense(x, *a["d1"]))
add("keras24-functional.h5", "rows", F.dense(x, *a["d2"]))

# Keras 2.0: the configuration is a list, the input stands with the first layer.
w, b, _ = draws(15)
a = {"dense_1": [w(12, 7), b(7)], "dense_2": [w(7, 4), b(4)]}
first = layer("Dense", "dense_1", units=7, activation="relu", use_bias=True)
first["config"]["batch_input_shape"] = [None, 12]
keras_2("keras20-list.h5", {"class_name": "Sequential", "config": [
    first, layer("Dropout", "dropout_1", rate=0.2), layer("Dense", "dense_2", units=4, activation="softmax", use_bias=True)]},
    a, "2.0.8")
add("keras20-list.h5", "rows", F.dense(F.ACT["relu"](F.dense(rows, *a["dense_1"])), *a["dense_2"]))


# Models that are layers, in both layouts. A model's first node links its own input and output, so its calls in the model
# around it are numbered from 1 (network_serialization: "kept_nodes"); other layers' from 0.
def model(kind, name, layers, **more):
    return {"class_name": kind, "config": {"name": name, "layers": layers, **more}}


def placed(one, *calls):
    """A layer of a functional model, with what feeds each of its calls: (name, number) of the layers before."""
    return dict(one, name=one["config"]["name"], inbound_nodes=[[[name, k, 0, {}] for name, k in call] for call in calls])


def functional_of(name, layers, first, last):
    return model("Functional", name, layers, input_layers=[[first, 0, 0]], output_layers=[[*last, 0]])


def conv2d(name, kernels, **more):
    return layer("Conv2D", name, filters=kernels, kernel_size=[3, 3], strides=[1, 1], data_format="channels_last",
                 dilation_rate=[1, 1], groups=1, use_bias=True, **{"padding": "valid", "activation": "linear", **more})


def dense_of(name, units, activation):
    return layer("Dense", name, units=units, activation=activation, use_bias=True)


def nested(seed):
    w, b, random = draws(seed)
    a = {"a": [w(3, 3, 3, 4), b(4)], "n": [random.uniform(0.5, 1.5, 4), b(4), b(4), random.uniform(0.5, 2, 4)],
         "b": [w(3, 3, 4, 4), b(4)], "c": [w(4, 6), b(6)], "d": [w(6, 4), b(4)]}
    stem = model("Sequential", "stem", [
        entry((9, 8, 3), "a_input"), conv2d("a", 4),
        layer("BatchNormalization", "n", axis=[3], momentum=0.99, epsilon=0.001, center=True, scale=True),
        layer("ReLU", "r", max_value=None, negative_slope=0.0, threshold=0.0)])
    same = model("Sequential", "inner", [entry((7, 6, 4), "b_input"), conv2d("b", 4, padding="same", activation="relu")])
    block = functional_of("block", [
        placed(entry((7, 6, 4), "input_2")), placed(same, [("input_2", 0)]),
        placed(layer("Add", "sum"), [("input_2", 0), ("inner", 1)])], "input_2", ("sum", 0))
    head = model("Sequential", "head", [entry((4,), "c_input"), dense_of("c", 6, "tanh"), dense_of("d", 4, "softmax")])
    config = functional_of("model", [
        placed(entry((9, 8, 3))), placed(stem, [("input_1", 0)]), placed(block, [("stem", 1)]),
        placed(layer("GlobalAveragePooling2D", "mean", data_format="channels_last"), [("block", 1)]),
        placed(head, [("mean", 0)])], "input_1", ("head", 1))
    x = F.ACT["relu"](F.norm(F.conv(pictures, *a["a"]), *a["n"], 0.001))
    x = x + F.ACT["relu"](F.conv(x, *a["b"], pads="same"))
    return config, a, F.dense(np.tanh(F.dense(x.mean(axis=(1, 2)), *a["c"])), *a["d"])


def called_twice(seed):
    """A layer, a Sequential and a functional model, each called twice; the second call of the first feeds the others."""
    w, b, _ = draws(seed)
    a = {"shared": [w(12, 12), b(12)], "t": [w(12, 5), b(5)], "u": [w(12, 3), b(3)], "out": [w(16, 4), b(4)]}
    twin = model("Sequential", "twin", [entry((12,), "t_input"), dense_of("t", 5, "tanh")])
    pair = functional_of("pair", [placed(entry((12,), "input_2")), placed(dense_of("u", 3, "sigmoid"), [("input_2", 0)])],
                         "input_2", ("u", 0))
    both = [[("input_1", 0)], [("shared", 1)]]
    config = functional_of("model", [
        placed(entry((12,))), placed(dense_of("shared", 12, "relu"), [("input_1", 0)], [("shared", 0)]),
        placed(twin, *both), placed(pair, *both),
        placed(layer("Concatenate", "all", axis=-1), [("twin", 1), ("twin", 2), ("pair", 2), ("pair", 1)]),
        placed(dense_of("out", 4, "softmax"), [("all", 0)])], "input_1", ("out", 0))
    y = F.ACT["relu"](F.dense(F.ACT["relu"](F.dense(rows, *a["shared"])), *a["shared"]))
    t = [np.tanh(F.dense(v, *a["t"])) for v in (rows, y)]
    u = [F.ACT["sigmoid"](F.dense(v, *a["u"])) for v in (rows, y)]
    return config, a, F.dense(np.concatenate([t[0], t[1], u[1], u[0]], axis=1), *a["out"])


for name, made, samples in (("nested", nested, "pictures"), ("shared", called_twice, "rows")):
    config, a, logits = made(16)
    keras_2(f"keras24-{name}.h5", config, a)
    add(f"keras24-{name}.h5", samples, logits)
    config, a, logits = made(17)
    tensorflow_212(f"tf212-{name}.keras", config, a)
    add(f"tf212-{name}.keras", samples, logits)
