"""Layers and graphs as Keras 3 saves them, .keras and .h5."""
import keras
import numpy as np
from keras import layers as L

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows
from model_set_keras import bn, fill, p, relu, save


# Batch normalisation behind and before convolutions, ReLU6, with and without γ; .keras and .h5.
for name, seed in (("keras3-norm.keras", 41), ("keras3-norm.h5", 42)):
    m = fill(keras.Sequential([
        keras.Input((9, 8, 3)), L.Conv2D(5, 3, use_bias=False, name="a"), L.BatchNormalization(name="n"), L.ReLU(max_value=6),
        L.MaxPooling2D(2), L.Conv2D(6, 2, padding="same", name="b"), L.BatchNormalization(epsilon=0.01, name="o"),
        L.Activation("relu6"), L.GlobalMaxPooling2D(), L.Dense(4, activation="softmax", name="c")]), seed)
    x = F.ACT["relu6"](bn(m, "n", F.conv(pictures, *p(m, "a"))))
    x = F.ACT["relu6"](bn(m, "o", F.conv(F.maxima(x, (2, 2)), *p(m, "b"), pads="same")))
    save(name, m, "pictures", F.dense(x.max(axis=(1, 2)), *p(m, "c")), True)

# Activations by name and as layers.
m = fill(keras.Sequential([
    keras.Input((12,)), L.Dense(9, activation="gelu", name="a"), L.Dense(9, activation="swish", name="b"),
    L.Dense(8, activation="elu", name="c"), L.Dense(8, name="d"), L.LeakyReLU(negative_slope=0.13), L.Dense(8, name="e"),
    L.ELU(alpha=0.7), L.Dense(8, activation="hard_sigmoid", name="f"), L.Dense(4, name="g")]), 43)
x = rows
for name, act in zip("abcdefg", [F.ACT["gelu"], F.ACT["swish"], F.ACT["elu"], F.leaky(0.13),
                                 lambda z: np.where(z > 0, z, 0.7 * np.expm1(np.minimum(z, 0))), F.ACT["hard_sigmoid_3"],
                                 F.ACT["linear"]]):
    x = act(F.dense(x, *p(m, name)))
save("keras3-activations.keras", m, "rows", x)

# Depthwise, separable, dilated and grouped convolutions.
m = fill(keras.Sequential([
    keras.Input((9, 8, 3)), L.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="relu", name="a"),
    L.SeparableConv2D(8, (3, 2), strides=(1, 1), depth_multiplier=1, activation="tanh", name="b"),
    L.Conv2D(6, 2, dilation_rate=(2, 3), activation="relu", name="c"), L.Conv2D(4, 2, groups=2, padding="same", name="d"),
    L.Activation("hard_swish"), L.Flatten(), L.Dense(4, name="e")]), 44)
x = relu(F.depthwise(pictures, *p(m, "a"), pads="same"))
dw, pw, b = p(m, "b")
x = np.tanh(F.conv(F.depthwise(x, dw), pw, b))
x = relu(F.conv(x, *p(m, "c"), dilation=(2, 3)))
x = F.ACT["hard_swish"](F.conv(x, *p(m, "d"), pads="same", groups=2))
save("keras3-convolutions.keras", m, "pictures", F.dense(F.flat(x), *p(m, "e")))

# Channels first behind a permutation.
m = fill(keras.Sequential([
    keras.Input((9, 8, 3)), L.Permute((3, 1, 2)), L.Conv2D(5, 3, data_format="channels_first", activation="relu", name="a"),
    L.MaxPooling2D(3, strides=2, padding="same", data_format="channels_first"), L.BatchNormalization(axis=1, name="n"),
    L.Conv2D(4, 2, data_format="channels_first", activation="sigmoid", name="b"), L.Flatten(data_format="channels_first"),
    L.Dense(4, name="c")]), 45)
x = bn(m, "n", F.maxima(relu(F.conv(pictures, *p(m, "a"))), (3, 3), (2, 2), "same"))
x = F.dense(F.flat(F.ACT["sigmoid"](F.conv(x, *p(m, "b")))), *p(m, "c"))
m.save(OUT / "keras3-first.keras")
add("keras3-first.keras", "pictures", x)

# What scales the input: a fixed factor, and mean and variance by channel; raw pixels.
m = fill(keras.Sequential([
    keras.Input((9, 8, 3)), L.Rescaling(1 / 127.5, offset=-1), L.Normalization(mean=[0.1, -0.2, 0.05], variance=[0.3, 0.2, 0.4]),
    L.Conv2D(5, 3, activation="relu", name="a"), L.GlobalAveragePooling2D(), L.Dense(4, name="b")]), 46)
raw = np.round(pictures * 255)
x = (raw / 127.5 - 1 - np.array([0.1, -0.2, 0.05])) / np.sqrt([0.3, 0.2, 0.4])
x = F.dense(relu(F.conv(x, *p(m, "a"))).mean(axis=(1, 2)), *p(m, "b"))
save("keras3-rescaled.keras", m, "pictures", x, inputs=raw, scale="none")

# The same learned from data.
norm = L.Normalization(name="n")
norm.adapt(rows.astype("float32"))
m = keras.Sequential([keras.Input((12,)), norm, L.Dense(8, activation="relu", name="a"), L.Dense(4, name="b")])
w, b, _ = draws(47)
m.get_layer("a").set_weights([w(12, 8), b(8)])
m.get_layer("b").set_weights([w(8, 4), b(4)])
x = (rows - rows.mean(axis=0)) / rows.std(axis=0)
save("keras3-adapted.keras", m, "rows", F.dense(relu(F.dense(x, *p(m, "a"))), *p(m, "b")))

# What does nothing in inference.
m = fill(keras.Sequential([
    keras.Input((9, 8, 3)), L.GaussianNoise(0.1), L.Conv2D(4, 3, activation="relu", kernel_regularizer="l2", name="a"),
    L.SpatialDropout2D(0.2), L.ActivityRegularization(l2=1e-3), L.AveragePooling2D((2, 3), strides=(1, 2)), L.GaussianDropout(0.1),
    L.Flatten(), L.AlphaDropout(0.1), L.Dense(4, name="b")]), 48)
x = F.means(relu(F.conv(pictures, *p(m, "a"))), (2, 3), (1, 2))
save("keras3-noise.keras", m, "pictures", F.dense(F.flat(x), *p(m, "b")))

# Residual, with a shortcut of its own weights.
i = keras.Input((9, 8, 3))
y = L.Conv2D(4, 3, padding="same", use_bias=False, name="c0")(i)
y = s = L.ReLU()(L.BatchNormalization(name="n0")(y))
y = L.ReLU()(L.BatchNormalization(name="n1")(L.Conv2D(4, 3, padding="same", use_bias=False, name="c1")(y)))
y = L.BatchNormalization(name="n2")(L.Conv2D(4, 3, padding="same", use_bias=False, name="c2")(y))
y = t = L.ReLU(name="r2")(L.Add()([y, s]))
y = L.BatchNormalization(name="n3")(L.Conv2D(6, 3, strides=2, padding="same", use_bias=False, name="c3")(y))
y = L.BatchNormalization(name="n4")(L.Conv2D(6, 3, padding="same", use_bias=False, name="c4")(L.ReLU()(y)))
t = L.Conv2D(6, 1, strides=2, use_bias=False, name="shortcut")(t)
y = L.ReLU()(L.Add()([t, y]))
for name, seed in (("keras3-residual.keras", 49), ("keras3-residual.h5", 50)):
    m = fill(keras.Model(i, L.Dense(4, activation="softmax", name="d")(L.GlobalAveragePooling2D()(y))), seed)
    x = s_ = relu(bn(m, "n0", F.conv(pictures, *p(m, "c0"), pads="same")))
    x = relu(bn(m, "n1", F.conv(x, *p(m, "c1"), pads="same")))
    x = relu(bn(m, "n2", F.conv(x, *p(m, "c2"), pads="same")) + s_)
    t_ = F.conv(x, *p(m, "shortcut"), stride=(2, 2))
    x = relu(bn(m, "n3", F.conv(x, *p(m, "c3"), stride=(2, 2), pads="same")))
    x = relu(bn(m, "n4", F.conv(x, *p(m, "c4"), pads="same")) + t_)
    save(name, m, "pictures", F.dense(x.mean(axis=(1, 2)), *p(m, "d")), True)

# An inception-like block and squeeze and excitation; averages and differences.
i = keras.Input((9, 8, 3))
a = L.Conv2D(3, 1, activation="relu", name="a")(i)
b = L.Conv2D(4, 3, padding="same", activation="relu", name="b")(L.Conv2D(2, 1, activation="relu", name="b0")(i))
c = L.Conv2D(2, 1, activation="relu", name="c")(L.MaxPooling2D(3, strides=1, padding="same")(i))
y = L.Concatenate()([a, b, c])
g = L.Dense(9, activation="sigmoid", name="g")(L.Dense(3, activation="relu", name="g0")(L.GlobalAveragePooling2D()(y)))
y = L.Multiply()([y, L.Reshape((1, 1, 9))(g)])
u = L.Dense(6, activation="tanh", name="u")(L.Flatten()(L.AveragePooling2D(4)(y)))
v = L.Dense(6, activation="tanh", name="v")(L.GlobalMaxPooling2D()(y))
z = L.Concatenate()([L.Average()([u, v]), L.Subtract()([u, v])])
m = fill(keras.Model(i, L.Dense(4, name="d")(z)), 51)
xa = relu(F.conv(pictures, *p(m, "a")))
xb = relu(F.conv(relu(F.conv(pictures, *p(m, "b0"))), *p(m, "b"), pads="same"))
xc = relu(F.conv(F.maxima(pictures, (3, 3), (1, 1), "same"), *p(m, "c")))
x = np.concatenate([xa, xb, xc], axis=-1)
gate = F.ACT["sigmoid"](F.dense(relu(F.dense(x.mean(axis=(1, 2)), *p(m, "g0"))), *p(m, "g")))
x = x * gate[:, None, None, :]
u = np.tanh(F.dense(F.flat(F.means(x, (4, 4))), *p(m, "u")))
v = np.tanh(F.dense(x.max(axis=(1, 2)), *p(m, "v")))
save("keras3-inception.keras", m, "pictures", F.dense(np.concatenate([(u + v) / 2, u - v], axis=1), *p(m, "d")))
