"""Trains a small convolutional network on MNIST with PyTorch, exports it to ONNX, and holds what `nodesnr evaluate --model`
says of it against PyTorch (the answer to every test image) and snr_reference.py (S and G, in double precision).

Usage, after `mvn package`: python3 src/test/reference/onnx_mnist.py DATA_DIRECTORY NODESNR WORK_DIRECTORY
DATA_DIRECTORY holds mnist/*.gz, NODESNR is the program (target/nodesnr). Takes about a minute on one core. Ends with
status 1 if an accuracy differs, or a mean of S or G by more than 1e-5, relatively.
"""
import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

MEAN, STD, SAMPLES = 0.1307, 0.3081, 2000
data, program, work = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])


def idx(name, offset, shape):
    with gzip.open(data / "mnist" / f"{name}.gz") as f:
        return np.frombuffer(f.read(), np.uint8, offset=offset).reshape(shape)


def scaled(pixels):
    return (torch.from_numpy(pixels.astype(np.float32) / 255) - MEAN) / STD


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 8, 5), nn.Conv2d(8, 16, 3, padding=1, stride=2)
        self.fc1, self.fc2 = nn.Linear(16 * 3 * 3, 64), nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.avg_pool2d(self.conv2(x), 2))
        x = x.view(x.size(0), -1)
        return F.log_softmax(self.fc2(F.dropout(F.relu(self.fc1(x)), 0.2, self.training)), dim=1)


torch.manual_seed(1)
torch.set_num_threads(1)
train_x, train_y = idx("train-images-idx3-ubyte", 16, (-1, 1, 28, 28)), idx("train-labels-idx1-ubyte", 8, -1)
test_x, test_y = idx("t10k-images-idx3-ubyte", 16, (-1, 1, 28, 28)), idx("t10k-labels-idx1-ubyte", 8, -1)
net = Net()
optimiser = torch.optim.Adam(net.parameters(), 2e-3)
for batch in np.array_split(np.random.default_rng(1).permutation(len(train_x)), 600):
    optimiser.zero_grad()
    F.nll_loss(net(scaled(train_x[batch])), torch.from_numpy(train_y[batch]).long()).backward()
    optimiser.step()
net.eval()
with torch.no_grad():
    answers = torch.cat([net(scaled(part)).argmax(1) for part in np.array_split(test_x, 10)]).numpy()
correct = int((answers == test_y).sum())
torch.onnx.export(net, scaled(test_x[:1]), work / "mnist.onnx", input_names=["x"], output_names=["y"],
                  dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})


def evaluate(samples):
    out = subprocess.run(
        [program, "evaluate", "--model", work / "mnist.onnx", "--data", data, "--scale", f"{MEAN},{STD}", "--samples",
         str(samples), "--format", "json", "--nodes", "--figures", work], check=True, capture_output=True).stdout
    return json.loads(out)


whole = evaluate(0)
print("correct of 10,000: PyTorch", correct, "nodesnr", whole["accuracy"] * 10000)
failed = round(whole["accuracy"] * 10000, 6) != correct


def conv(layer, stride, pads):
    return ("conv", layer.weight.detach().numpy().transpose(2, 3, 1, 0), layer.bias.detach().numpy(), stride, pads)


def dense(layer):
    return "dense", layer.weight.detach().numpy().T, layer.bias.detach().numpy()


steps = [conv(net.conv1, (1, 1), "valid"), ("pool", "max", (2, 2), (2, 2), "valid"), ("act", "relu"),
         conv(net.conv2, (2, 2), (1, 1, 1, 1)), ("pool", "average", (2, 2), (2, 2), "valid"), ("act", "relu"),
         ("flatten", "first"), dense(net.fc1), ("act", "relu"), dense(net.fc2)]
# As PyTorch sees them: in single precision.
images = scaled(test_x[:SAMPLES]).numpy().astype(float).transpose(0, 2, 3, 1)
wanted = snr.reference(steps, images, test_y[:SAMPLES])
part = evaluate(SAMPLES)
for number, (layer, own) in enumerate(zip(wanted["layers"], part["layers"]), 1):
    for figures in own["variants"]:
        reference = layer[figures["variant"]]
        nodes = [n for n in part["nodes"] if n["layer"] == number and n["variant"] == figures["variant"]]
        off = max(abs(n["s"] - s) for n, s in zip(nodes, reference["s"]) if n["s"] != "NaN")
        ds, dg = figures["s"] / reference["meanS"] - 1, figures["g"] / reference["meanG"] - 1
        print(f"layer {number} {figures['variant']:8s} S {figures['s']:.6f} ({ds:+.1e})  G {figures['g']:.6f} "
              f"({dg:+.1e})  largest difference of a node's S {off:.1e}")
        failed |= not (abs(ds) < 1e-5 and abs(dg) < 1e-5)
print("accuracy of the first", SAMPLES, part["accuracy"], wanted["accuracy"], "loss", part["loss"], wanted["loss"])
failed |= part["accuracy"] != wanted["accuracy"]
sys.exit(failed)
