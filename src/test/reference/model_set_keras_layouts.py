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
            "Dropout": "dropout", "InputLayer": "input_layer", "MaxPooling2D": "max_pooling2d"}[kind]


def tensorflow_212(name, config, weights, separator="/", version="2.12.0"):
    """As keras/saving/saving_lib.py of 2.12 and 2.13 walks _layer_checkpoint_dependencies, which lists a layer with
    weights twice; on Windows os.path.join puts a backslash into the group's name."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as f:
        used = {}
        for one in config["config"]["layers"]:
            kind, own = one["class_name"], one["config"]["name"]
            for again in range(2 if own in weights else 1):
                base = snake(kind)
                used[base] = used.get(base, -1) + 1
                if again:
                    continue
                group = base if used[base] == 0 else f"{base}_{used[base]}"
                made = f.create_group("_layer_checkpoint_dependencies" + separator + group).create_group("vars")
                for k, array in enumerate(weights.get(own, [])):
                    made.create_dataset(str(k), data=array)
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
            parts = PARAMETERS.get(one["class_name"], [])[:len(weights.get(own, []))]
            paths = [f"{own}/{part}:0" for part in parts]
            group.attrs["weight_names"] = np.asarray([p.encode() for p in paths]) if paths else np.zeros(0)
            for path, array in zip(paths, weights.get(own, [])):
                group.create_dataset(path, data=array)


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
