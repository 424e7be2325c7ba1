"""Models within models, and layers that are called twice, as Keras 3 saves them, .keras and .h5."""
import keras
import numpy as np
from keras import layers as L

import plain_forward as F
from model_files import pictures, rows
from model_set_keras import bn, fill, p, relu, save


def weigh(model, seed):
    for k, layer in enumerate(model.layers):
        if isinstance(layer, keras.Model):
            weigh(layer, 100 * seed + k)
    own = keras.Sequential()
    own._layers = [layer for layer in model.layers if not isinstance(layer, keras.Model)]
    fill(own, seed)


# A Sequential and, within a Functional model with a shortcut, another one; two of them of one class.
for name, seed in (("keras3-nested.keras", 61), ("keras3-nested.h5", 71)):
    i = keras.Input((9, 8, 3))
    stem = keras.Sequential([L.Conv2D(4, 3, name="a"), L.BatchNormalization(name="n"), L.ReLU()], name="stem")
    j = keras.Input((7, 6, 4))
    inner = keras.Sequential([L.Conv2D(4, 3, padding="same", activation="relu", name="b")], name="inner")
    block = keras.Model(j, L.Add()([j, inner(j)]), name="block")
    head = keras.Sequential([L.Dense(6, activation="tanh", name="c"), L.Dense(4, name="d")], name="head")
    m = keras.Model(i, head(L.GlobalAveragePooling2D()(block(stem(i)))))
    weigh(m, seed)
    x = relu(bn(stem, "n", F.conv(pictures, *p(stem, "a"))))
    x = x + relu(F.conv(x, *p(inner, "b"), pads="same"))
    x = np.tanh(F.dense(x.mean(axis=(1, 2)), *p(head, "c")))
    save(name, m, "pictures", F.dense(x, *p(head, "d")))

# A layer called twice, one after the other and side by side, and a model called twice.
for name, seed in (("keras3-shared.keras", 63), ("keras3-shared.h5", 64)):
    i = keras.Input((12,))
    shared = L.Dense(12, activation="relu", name="shared")
    twin = keras.Sequential([keras.Input((12,)), L.Dense(5, activation="tanh", name="t")], name="twin")
    y = shared(shared(i))
    m = keras.Model(i, L.Dense(4, name="out")(L.Concatenate()([twin(i), twin(y)])))
    weigh(m, seed)
    x = relu(F.dense(relu(F.dense(rows, *p(m, "shared"))), *p(m, "shared")))
    t = np.concatenate([np.tanh(F.dense(v, *p(twin, "t"))) for v in (rows, x)], axis=1)
    save(name, m, "rows", F.dense(t, *p(m, "out")))
