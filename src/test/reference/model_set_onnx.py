"""ONNX by torch.onnx of several opsets, as tf2onnx writes it, with nodes in any order, and a residual graph."""
import collections
import io
import warnings

import numpy as np
import onnx
import torch
import torch.nn.functional as T
from onnx import helper as H
from onnx import numpy_helper
from torch import nn

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows, same
from model_set_torch_weights import conv, fill, linear

warnings.filterwarnings("ignore")
channels_first = torch.from_numpy(pictures.transpose(0, 3, 1, 2).copy()).float()


def norm(x, m):
    v = lambda t: t.detach().double().numpy()
    return F.norm(x, v(m.weight), v(m.bias), v(m.running_mean), v(m.running_var), m.eps)


def shaken(net, seed):
    random = np.random.default_rng(seed)
    fill(net, seed)
    with torch.no_grad():
        for m in net.modules():
            if isinstance(m, nn.BatchNorm2d):
                for array, low, high in ((m.weight, -1.5, 1.5), (m.bias, -0.5, 0.5), (m.running_mean, -0.5, 0.5),
                                         (m.running_var, 0.3, 2)):
                    array.copy_(torch.from_numpy(random.uniform(low, high, array.shape)))
    return net.eval()


def export(name, net, x, opset, **more):
    own = {"input_names": ["x"], "output_names": ["y"], "dynamic_axes": {"x": {0: "n"}}, **more}
    torch.onnx.export(net, (x[:1],), OUT / name, opset_version=opset, dynamo=False, **own)


class Line(nn.Module):
    def __init__(self, act):
        super().__init__()
        self.conv1, self.bn1, self.conv2 = nn.Conv2d(3, 5, 3, padding=1), nn.BatchNorm2d(5), nn.Conv2d(5, 6, 2, stride=2)
        self.fc1, self.fc2, self.act = nn.Linear(6 * 2 * 2, 8), nn.Linear(8, 4), act

    def forward(self, x):
        y = T.max_pool2d(self.act(self.bn1(self.conv1(x))), 2)
        y = self.act(self.conv2(y))
        y = y.view(x.size(0), -1)
        return T.log_softmax(self.fc2(self.act(self.fc1(y))), dim=1)


for opset, seed, act, own in ((9, 61, T.relu, F.ACT["relu"]), (11, 62, nn.LeakyReLU(0.1), F.leaky(0.1)),
                              (13, 63, nn.SiLU(), F.ACT["swish"]), (14, 64, nn.Hardswish(), F.ACT["hard_swish"]),
                              (17, 65, nn.GELU(), F.ACT["gelu"]), (20, 66, nn.ReLU6(), F.ACT["relu6"])):
    net = shaken(Line(act), seed)
    x = F.maxima(own(norm(F.conv(pictures, *conv(net.conv1), pads=(1, 1, 1, 1)), net.bn1)), (2, 2))
    x = F.flat(own(F.conv(x, *conv(net.conv2), stride=(2, 2))), "first")
    x = F.dense(own(F.dense(x, *linear(net.fc1))), *linear(net.fc2))
    same(opset, np.exp(x) / np.exp(x).sum(axis=1, keepdims=True), net(channels_first).exp().detach())
    export(f"torch-opset{opset}.onnx", net, channels_first, opset)
    add(f"torch-opset{opset}.onnx", "pictures", x)


class Block(nn.Module):
    def __init__(self, a, b, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b)
        self.conv2, self.bn2 = nn.Conv2d(b, b, 3, 1, 1, bias=False), nn.BatchNorm2d(b)
        self.short = nn.Sequential(nn.Conv2d(a, b, 1, stride, bias=False), nn.BatchNorm2d(b)) if stride > 1 else nn.Sequential()

    def forward(self, x):
        return T.relu(self.bn2(self.conv2(T.relu(self.bn1(self.conv1(x))))) + self.short(x))

    def plain(self, x):
        s = self.conv1.stride
        y = F.ACT["relu"](norm(F.conv(x, *conv(self.conv1), stride=s, pads=(1, 1, 1, 1)), self.bn1))
        y = norm(F.conv(y, *conv(self.conv2), pads=(1, 1, 1, 1)), self.bn2)
        if len(self.short):
            x = norm(F.conv(x, *conv(self.short[0]), stride=s), self.short[1])
        return F.ACT["relu"](y + x)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.bn = nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)
        self.blocks = nn.Sequential(Block(4, 4, 1), Block(4, 6, 2))
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        y = self.blocks(T.relu(self.bn(self.stem(x))))
        return self.fc(torch.flatten(T.adaptive_avg_pool2d(y, 1), 1))


net = shaken(Residual(), 67)
x = F.ACT["relu"](norm(F.conv(pictures, *conv(net.stem), pads=(1, 1, 1, 1)), net.bn))
x = F.dense(net.blocks[1].plain(net.blocks[0].plain(x)).mean(axis=(1, 2)), *linear(net.fc))
same("residual", x, net(channels_first).detach())
export("torch-residual.onnx", net, channels_first, 13)
add("torch-residual.onnx", "pictures", x)

# The other exporter, weights within the file.
net = shaken(Line(T.relu), 68)
x = F.maxima(F.ACT["relu"](norm(F.conv(pictures, *conv(net.conv1), pads=(1, 1, 1, 1)), net.bn1)), (2, 2))
x = F.flat(F.ACT["relu"](F.conv(x, *conv(net.conv2), stride=(2, 2))), "first")
x = F.dense(F.ACT["relu"](F.dense(x, *linear(net.fc1))), *linear(net.fc2))
program = torch.onnx.export(net, (channels_first[:1],), input_names=["x"], output_names=["y"], dynamo=True, opset_version=18, verbose=False)
stripped = program.model_proto
for node in stripped.graph.node:
    del node.metadata_props[:]
    node.doc_string = ""
onnx.save(stripped, OUT / "torch-dynamo18.onnx")
add("torch-dynamo18.onnx", "pictures", x)


def model(name, nodes, weights, output, shape, opset):
    graph = H.make_graph(
        nodes, "graph", [H.make_tensor_value_info("x", 1, ["n", *shape])], [H.make_tensor_value_info(output, 1, ["n", 4])],
        [numpy_helper.from_array(np.asarray(array), key) for key, array in weights.items()])
    proto = H.make_model(graph, opset_imports=[H.make_opsetid("", opset)], producer_name="written here")
    proto.ir_version = 7
    onnx.save(proto, OUT / name)


# As tf2onnx: channels last outside, transposed before and behind the convolutions, a bias added, MatMul.
w, b, _ = draws(69)
k1, b1, k2, b2 = w(3, 3, 3, 5), b(5), w(2, 2, 5, 6), b(6)
x = F.maxima(F.ACT["relu"](F.conv(pictures, k1, b1, pads="same")), (2, 2))
x = F.flat(F.ACT["relu"](F.conv(x, k2, b2)))
w3, b3 = w(x.shape[1], 4), b(4)
model("tf2onnx-like.onnx", [
    H.make_node("Transpose", ["x"], ["x_nchw"], "conv__8", perm=[0, 3, 1, 2]),
    H.make_node("Conv", ["x_nchw", "k1", "b1"], ["c1"], "model/conv/BiasAdd", auto_pad="SAME_UPPER", kernel_shape=[3, 3], strides=[1, 1], dilations=[1, 1], group=1),
    H.make_node("Relu", ["c1"], ["r1"], "model/conv/Relu"),
    H.make_node("MaxPool", ["r1"], ["p1"], "model/pool", kernel_shape=[2, 2], strides=[2, 2], auto_pad="VALID"),
    H.make_node("Conv", ["p1", "k2", "b2"], ["c2"], "model/conv_1/BiasAdd", auto_pad="VALID", kernel_shape=[2, 2], strides=[1, 1], dilations=[1, 1], group=1),
    H.make_node("Relu", ["c2"], ["r2"], "model/conv_1/Relu"),
    H.make_node("Transpose", ["r2"], ["t2"], "conv_1__20", perm=[0, 2, 3, 1]),
    H.make_node("Reshape", ["t2", "shape"], ["f"], "model/flatten/Reshape"),
    H.make_node("MatMul", ["f", "w3"], ["m"], "model/dense/MatMul"),
    H.make_node("Add", ["m", "b3"], ["s"], "model/dense/BiasAdd"),
    H.make_node("Softmax", ["s"], ["y"], "model/dense/Softmax", axis=1)],
    {"k1": k1.transpose(3, 2, 0, 1), "b1": b1, "k2": k2.transpose(3, 2, 0, 1), "b2": b2, "w3": w3, "b3": b3,
     "shape": np.array([-1, w3.shape[0]], np.int64)}, "y", [9, 8, 3], 11)
add("tf2onnx-like.onnx", "pictures", F.dense(x, w3, b3))

# As early keras2onnx: nodes without names, the last first.
w, b, _ = draws(70)
a = [(w(12, 9), b(9)), (w(9, 4), b(4))]
model("reversed-nodes.onnx", [
    H.make_node("Add", ["m2", "b2"], ["y"]), H.make_node("MatMul", ["t", "w2"], ["m2"]), H.make_node("Tanh", ["s"], ["t"]),
    H.make_node("Add", ["m1", "b1"], ["s"]), H.make_node("MatMul", ["x", "w1"], ["m1"])],
    {"w1": a[0][0], "b1": a[0][1], "w2": a[1][0], "b2": a[1][1]}, "y", [12], 8)
add("reversed-nodes.onnx", "rows", F.dense(np.tanh(F.dense(rows, *a[0])), *a[1]))
