"""Small networks in ONNX files, as torch.onnx.export and onnx.helper write them, with their S and G by snr_reference.py.

Writes into src/test/resources/models: pictures.npy (samples × channels × rows × columns), rows.npy, labels.npy, *.onnx and
onnx.json. Before it writes a network's figures it holds the outputs of snr_reference against PyTorch's own. Made with
PyTorch 1.13.0a0, onnx 1.12.0 and NumPy 1.24 of Debian 12; run from the top of the repository:

    python3 src/test/reference/onnx_models.py
"""
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

OUT = Path("src/test/resources/models")
SAMPLES, CLASSES = 40, 4
results = {}


def conv(layer, pads):
    w = layer.weight.detach().numpy().transpose(2, 3, 1, 0)
    b = np.zeros(w.shape[3]) if layer.bias is None else layer.bias.detach().numpy()
    return "conv", w, b, layer.stride, pads


def dense(layer):
    return "dense", layer.weight.detach().numpy().T, layer.bias.detach().numpy()


def check(name, net, x, outputs, inputs):
    """Holds the net's outputs against the original's; records its figures."""
    own, _ = snr.run(net, x)
    assert np.abs(own - outputs).max() < 1e-5, (name, np.abs(own - outputs).max())
    results[name] = {"samples": inputs, **snr.reference(net, x, labels)}


def export(name, module, x, net, inputs, dynamic=True, ends=None, layout=lambda v: v, **options):
    module.eval()
    with torch.no_grad():
        outputs = module(x)
    if ends == "log_softmax":
        outputs = outputs + 0
        logits, _ = snr.run(net, layout(x.numpy().astype(float)))
        log = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        assert np.abs(log - outputs.numpy()).max() < 1e-5
        outputs = torch.from_numpy(logits)
    if ends == "softmax":
        logits, _ = snr.run(net, layout(x.numpy().astype(float)))
        e = np.exp(logits)
        assert np.abs(e / e.sum(axis=1, keepdims=True) - outputs.numpy()).max() < 1e-5
        outputs = torch.from_numpy(logits)
    axes = {"input": {0: "batch"}, "output": {0: "batch"}} if dynamic else None
    torch.onnx.export(module, x if dynamic else x[:1], OUT / f"{name}.onnx", input_names=["input"],
                      output_names=["output"], dynamic_axes=axes, **options)
    check(name, net, layout(x.numpy().astype(float)), outputs.numpy(), inputs)


class Lambda(nn.Module):
    def __init__(self, function, **layers):
        super().__init__()
        for name, layer in layers.items():
            setattr(self, name, layer)
        self.function = function

    def forward(self, x):
        return self.function(self, x)


torch.manual_seed(1)
random = np.random.default_rng(1)
labels = random.integers(0, CLASSES, SAMPLES)
pixels = (random.random((SAMPLES, 3, 9, 8)) ** 2 * 200 + 10 * labels[:, None, None, None]).astype(np.uint8)
rows = (random.random((SAMPLES, 12)) * (random.random((SAMPLES, 12)) < 0.7)).astype(np.float32)
np.save(OUT / "pictures.npy", pixels)
np.save(OUT / "rows.npy", rows)
np.save(OUT / "labels.npy", labels)
first = torch.from_numpy(pixels.astype(np.float32) / 255)
row = torch.from_numpy(rows)
last = lambda v: v.transpose(0, 2, 3, 1)

# Dense layers, dropout, log-softmax at the end.
m = nn.Sequential(nn.Linear(12, 9), nn.Tanh(), nn.Linear(9, 7), nn.Sigmoid(), nn.Dropout(), nn.Linear(7, 6), nn.ReLU(),
                  nn.Linear(6, CLASSES), nn.LogSoftmax(dim=1))
export("dense", m, row, [dense(m[0]), ("act", "tanh"), dense(m[2]), ("act", "sigmoid"), dense(m[5]), ("act", "relu"),
                         dense(m[7])], "rows", ends="log_softmax")
# Dropout as it is exported in training mode.
torch.onnx.export(m.train(), row, OUT / "dropout.onnx", training=torch.onnx.TrainingMode.TRAINING,
                  do_constant_folding=False, dynamic_axes={"input": {0: "batch"}}, input_names=["input"],
                  output_names=["output"])
results["dropout"] = results["dense"]

# The classical example: pooling before the activation, view(size(0), -1), no softmax.
m = Lambda(lambda s, x: s.fc2(F.relu(s.fc1(
    (lambda h: h.view(h.size(0), -1))(F.relu(s.conv2(F.relu(F.max_pool2d(s.conv1(x), 2)))))))),
    conv1=nn.Conv2d(3, 4, 3, padding=1, stride=(1, 2)), conv2=nn.Conv2d(4, 5, (2, 1)), fc1=nn.Linear(30, 8),
    fc2=nn.Linear(8, CLASSES))
net = [conv(m.conv1, (1, 1, 1, 1)), ("pool", "max", (2, 2), (2, 2), "valid"), ("act", "relu"), conv(m.conv2, "valid"),
       ("act", "relu"), ("flatten", "first"), dense(m.fc1), ("act", "relu"), dense(m.fc2)]
export("view", m, first, net, "pictures", layout=last)
# The same made for one sample: sizes are constants.
export("static", m, first, net, "pictures", layout=last, dynamic=False)

# Every padding, stride and pooling; no bias; softmax at the end.
m = nn.Sequential(
    nn.Conv2d(3, 5, (3, 4), padding=(2, 1), stride=(1, 2), bias=False), nn.ReLU(), nn.MaxPool2d(3, 2, padding=1),
    nn.Conv2d(5, 4, 3, padding=1), nn.Tanh(), nn.AvgPool2d(2, 2, padding=1),
    nn.Conv2d(4, 4, 2, padding=1), nn.Sigmoid(),
    nn.AvgPool2d((3, 2), (1, 2), padding=1, count_include_pad=False), nn.MaxPool2d(2, 2, ceil_mode=True), nn.Flatten(),
    nn.Linear(16, CLASSES), nn.Softmax(dim=-1))
net = [conv(m[0], (2, 1, 2, 1)), ("act", "relu"), ("pool", "max", (3, 3), (2, 2), (1, 1, 1, 1)),
       conv(m[3], (1, 1, 1, 1)), ("act", "tanh"), ("pool", "padded average", (2, 2), (2, 2), (1, 1, 1, 1)),
       conv(m[6], (1, 1, 1, 1)), ("act", "sigmoid"), ("pool", "average", (3, 2), (1, 2), (1, 1, 1, 1)),
       ("pool", "max", (2, 2), (2, 2), (0, 0, 1, 1)), ("flatten", "first"), None]
with torch.no_grad():
    flat = m[:11](first).shape[1]
m[11] = nn.Linear(flat, CLASSES)
net[-1] = dense(m[11])
export("windows", m, first, net, "pictures", layout=last, ends="softmax")

# Average pooling between a convolution and its activation.
m = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AvgPool2d(2), nn.ReLU(), nn.Conv2d(4, 6, 2), nn.AvgPool2d(2, 1), nn.Tanh(),
                  nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, CLASSES))
net = [conv(m[0], "valid"), ("pool", "average", (2, 2), (2, 2), "valid"), ("act", "relu"), conv(m[3], "valid"),
       ("pool", "average", (2, 2), (1, 1), "valid"), ("act", "tanh"), ("pool", "average", (1, 1), (1, 1), "valid"),
       ("flatten", "first"), dense(m[8])]
export("average", m, first, net, "pictures", layout=last)

# Products and sums of matrices, weights transposed in the file.
m = Lambda(lambda s, x: torch.matmul(F.relu(torch.matmul(x, s.a.weight.t()) + s.a.bias), s.b.weight.t()) + s.b.bias,
           a=nn.Linear(12, 6), b=nn.Linear(6, CLASSES))
export("matmul", m, row, [dense(m.a), ("act", "relu"), dense(m.b)], "rows", do_constant_folding=False)

# Channels last at the input, transposed within.
m = Lambda(lambda s, x: s.b(F.relu(s.a(x.permute(0, 3, 1, 2))).flatten(1)), a=nn.Conv2d(3, 4, 4, stride=3),
           b=nn.Linear(4 * 2 * 2, CLASSES))
export("transposed", m, first.permute(0, 2, 3, 1).contiguous(),
       [conv(m.a, "valid"), ("act", "relu"), ("flatten", "first"), dense(m.b)], "pictures")
# Transposed back before it is flattened.
m = Lambda(lambda s, x: s.b(F.relu(s.a(x)).permute(0, 2, 3, 1).reshape(-1, 16)), a=nn.Conv2d(3, 4, 4, stride=3),
           b=nn.Linear(4 * 2 * 2, CLASSES))
export("back", m, first, [conv(m.a, "valid"), ("act", "relu"), ("flatten", "last"), dense(m.b)], "pictures",
       layout=last)
# Pictures that come in one row.
m = Lambda(lambda s, x: s.b(F.relu(s.a(x.view(-1, 3, 9, 8))).flatten(1)), a=nn.Conv2d(3, 4, 4, stride=3),
           b=nn.Linear(4 * 2 * 2, CLASSES))
export("row", m, first.flatten(1), [conv(m.a, "valid"), ("act", "relu"), ("flatten", "first"), dense(m.b)], "pictures",
       layout=lambda v: v.reshape(-1, 3, 9, 8).transpose(0, 2, 3, 1))
# Pictures that are flattened before the first layer: rows × columns × channels of weights in the order of the file.
m = nn.Sequential(nn.Flatten(), nn.Linear(216, 5), nn.ReLU(), nn.Linear(5, CLASSES))
export("flattened", m, first, [("flatten", "first"), dense(m[1]), ("act", "relu"), dense(m[3])], "pictures", layout=last)

# By onnx.helper: SAME_UPPER, values not raw, double precision, Gemm with factors and without transposition, a bias that
# is added to a convolution.
k = random.normal(0, 0.3, (4, 3, 3, 2)).astype(np.float32)
kb = random.normal(0, 0.1, (1, 4, 1, 1)).astype(np.float32)
d = random.normal(0, 0.3, (4 * 5 * 3, CLASSES))
db = random.normal(0, 0.1, (1, CLASSES))
nodes = [
    helper.make_node("Conv", ["x", "k"], ["c"], auto_pad="SAME_UPPER", strides=[2, 3]),
    helper.make_node("Add", ["kb", "c"], ["a"], name="plus"),
    helper.make_node("Relu", ["a"], ["r"]),
    helper.make_node("MaxPool", ["r"], ["m"], auto_pad="SAME_UPPER", kernel_shape=[2, 2], strides=[1, 1]),
    helper.make_node("Flatten", ["m"], ["f"]),
    helper.make_node("Gemm", ["f", "d", "db"], ["y"], alpha=0.5, beta=2.0),
]
graph = helper.make_graph(
    nodes, "by hand", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3, 9, 8])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", CLASSES])],
    [helper.make_tensor("k", TensorProto.FLOAT, k.shape, k.flatten().tolist()), numpy_helper.from_array(kb, "kb"),
     numpy_helper.from_array(d, "d"), helper.make_tensor("db", TensorProto.DOUBLE, db.shape, db.flatten().tolist())])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
onnx.save(model, OUT / "helper.onnx")
net = [("conv", k.transpose(2, 3, 1, 0), kb.flatten(), (2, 3), "same"), ("act", "relu"),
       ("pool", "max", (2, 2), (1, 1), "same"), ("flatten", "first"), ("dense", 0.5 * d, 2 * db[0])]
x = last(first.numpy().astype(float))
results["helper"] = {"samples": "pictures", **snr.reference(net, x, labels)}

# Weights in a file beside it.
model = onnx.load(OUT / "flattened.onnx")
(OUT / "beside.bin").unlink(missing_ok=True)
onnx.save(model, str(OUT / "beside.onnx"), save_as_external_data=True, location="beside.bin", size_threshold=0,
          all_tensors_to_one_file=True)
results["beside"] = results["flattened"]

# What is refused, by name.
refused = {
    "graphs/torch-hardswish": nn.Sequential(nn.Linear(12, 5), nn.Hardswish(), nn.Linear(5, CLASSES)),
    "graphs/torch-residual": Lambda(lambda s, x: s.b(x + F.relu(s.a(x))), a=nn.Linear(12, 12), b=nn.Linear(12, CLASSES)),
    "graphs/torch-dilation": nn.Sequential(nn.Conv2d(3, 2, 2, dilation=2), nn.ReLU(), nn.Flatten(), nn.Linear(84, CLASSES)),
    "graphs/torch-groups": nn.Sequential(nn.Conv2d(3, 3, 2, groups=3), nn.ReLU(), nn.Flatten(), nn.Linear(168, CLASSES)),
    "refused-mixing": Lambda(lambda s, x: s.a(x.reshape(-1, 6)), a=nn.Linear(6, CLASSES)),
}
for name, module in refused.items():
    x = first if isinstance(module, nn.Sequential) and isinstance(module[0], nn.Conv2d) else row
    torch.onnx.export(module.eval(), x[:1], OUT / f"{name}.onnx", opset_version=14, input_names=["input"],
                      output_names=["output"])

snr.write(OUT / "onnx.json", results)
