"""PyTorch weights by themselves: state dictionaries by torch.save and by safetensors."""
import collections

import numpy as np
import safetensors.torch
import torch
from torch import nn

import plain_forward as F
from model_files import OUT, add, draws, pictures, rows, same

LINE = "conv relu maxpool(2) conv(stride=2,padding=1) tanh flatten dense sigmoid dense"
DENSE = "dense relu dropout(0.5) dense"


def named(**modules):
    return nn.Sequential(collections.OrderedDict(modules))


def fill(net, seed):
    w, b, _ = draws(seed)
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, nn.Conv2d):
                o, i, y, x = module.weight.shape
                module.weight.copy_(torch.from_numpy(w(y, x, i, o).transpose(3, 2, 0, 1).copy()))
            if isinstance(module, nn.Linear):
                module.weight.copy_(torch.from_numpy(w(*module.weight.shape[::-1]).T.copy()))
            if isinstance(module, (nn.Conv2d, nn.Linear)) and module.bias is not None:
                module.bias.copy_(torch.from_numpy(b(len(module.bias))))
    return net.eval()


def conv(m):
    return m.weight.detach().double().numpy().transpose(2, 3, 1, 0), 0 if m.bias is None else m.bias.detach().double().numpy()


def linear(m):
    return m.weight.detach().double().numpy().T, 0 if m.bias is None else m.bias.detach().double().numpy()


def line(seed):
    net = fill(named(conv1=nn.Conv2d(3, 5, 3), a=nn.ReLU(), p=nn.MaxPool2d(2), conv2=nn.Conv2d(5, 6, 2, stride=2, padding=1,
               bias=False), t=nn.Tanh(), f=nn.Flatten(), fc1=nn.Linear(24, 7), s=nn.Sigmoid(), fc2=nn.Linear(7, 4)), seed)
    x = F.maxima(F.ACT["relu"](F.conv(pictures, *conv(net.conv1))), (2, 2))
    x = F.flat(F.ACT["tanh"](F.conv(x, *conv(net.conv2), (2, 2), (1, 1, 1, 1))), "first")
    x = F.dense(F.ACT["sigmoid"](F.dense(x, *linear(net.fc1))), *linear(net.fc2))
    same("line", x, net(torch.from_numpy(pictures.transpose(0, 3, 1, 2)).float()).detach())
    return net, x


net, logits = line(31)
torch.save(net.state_dict(), OUT / "torch-line.pt")
add("torch-line.pt", "pictures", logits, architecture=LINE)

# A training script's dictionary around it, double precision, kernels in memory with channels last.
net, logits = line(32)
net = net.double().to(memory_format=torch.channels_last)
torch.save({"epoch": 3, "best": 0.91, "history": [0.5, 0.7], "model_state_dict": net.state_dict(),
            "optimizer_state_dict": torch.optim.SGD(net.parameters(), 0.1, momentum=0.9).state_dict()}, OUT / "torch-checkpoint.pth")
add("torch-checkpoint.pth", "pictures", logits, architecture=LINE)

net, logits = line(33)
safetensors.torch.save_file(net.state_dict(), OUT / "torch-line.safetensors")
add("torch-line.safetensors", "pictures", logits, architecture=LINE)

# More than ten modules, numbered; half precision.
net = fill(nn.Sequential(nn.Linear(12, 9), nn.ReLU(), nn.Dropout(0.5), nn.Identity(), nn.Identity(), nn.Identity(), nn.Identity(),
                         nn.Identity(), nn.Identity(), nn.Identity(), nn.Linear(9, 4)), 34).half()
x = F.dense(F.ACT["relu"](F.dense(rows, *linear(net[0]))), *linear(net[10]))
safetensors.torch.save_file(net.state_dict(), OUT / "torch-half.safetensors")
add("torch-half.safetensors", "rows", x, architecture=DENSE)
net = net.bfloat16()
x = F.dense(F.ACT["relu"](F.dense(rows, *linear(net[0]))), *linear(net[10]))
torch.save(net.state_dict(), OUT / "torch-brain.pt")
add("torch-brain.pt", "rows", x, architecture=DENSE)
