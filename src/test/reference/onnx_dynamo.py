"""A small network as today's torch.onnx.export (dynamo) writes it, weights in a file beside it, with its S and G.

Reads pictures.npy and labels.npy of src/test/resources/models; writes dynamo.onnx, dynamo.onnx.data and dynamo.json there.
Made with PyTorch 2.13.0, onnxscript and NumPy 2.4; run from the top of the repository:

    python3 src/test/reference/onnx_dynamo.py
"""
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

OUT = Path("src/test/resources/models")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 4, 3, padding=1, stride=(1, 2)), nn.Conv2d(4, 5, (2, 1))
        self.fc1, self.fc2, self.drop = nn.Linear(30, 8), nn.Linear(8, 4), nn.Dropout(0.5)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(self.conv2(x))
        x = x.view(x.size(0), -1)
        return F.log_softmax(self.fc2(self.drop(F.relu(self.fc1(x)))), dim=1)


def conv(layer, pads):
    return "conv", layer.weight.detach().numpy().transpose(2, 3, 1, 0), layer.bias.detach().numpy(), layer.stride, pads


def dense(layer):
    return "dense", layer.weight.detach().numpy().T, layer.bias.detach().numpy()


torch.manual_seed(1)
net = Net().eval()
pixels = torch.from_numpy(np.load(OUT / "pictures.npy").astype(np.float32) / 255)
labels = np.load(OUT / "labels.npy")
torch.onnx.export(net, (pixels[:2],), OUT / "dynamo.onnx", dynamo=True, dynamic_shapes=({0: torch.export.Dim("n")},))
# The exporter writes down where in which file of whose directory each operation came from.
model = onnx.load(OUT / "dynamo.onnx", load_external_data=False)
for part in [model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output]:
    del part.metadata_props[:]
    part.doc_string = ""
(OUT / "dynamo.onnx").write_bytes(model.SerializeToString())
steps = [conv(net.conv1, (1, 1, 1, 1)), ("pool", "max", (2, 2), (2, 2), "valid"), ("act", "relu"), conv(net.conv2, "valid"),
         ("act", "relu"), ("flatten", "first"), dense(net.fc1), ("act", "relu"), dense(net.fc2)]
x = pixels.numpy().astype(float).transpose(0, 2, 3, 1)
logits, _ = snr.run(steps, x)
log = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
with torch.no_grad():
    assert np.abs(log - net(pixels).numpy()).max() < 1e-5
snr.write(OUT / "dynamo.json", {"dynamo": {"samples": "pictures", **snr.reference(steps, x, labels)}})
