"""Trains the network of docs/models.md on MNIST and exports it: python3 mnist_onnx.py (PyTorch and torchvision; a minute)."""
from collections import OrderedDict

import torch
from torch import nn
from torchvision import datasets, transforms

scale = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.1307, 0.3081)])
images = torch.utils.data.DataLoader(datasets.MNIST("data", download=True, transform=scale), batch_size=100, shuffle=True)
net = nn.Sequential(OrderedDict(
    conv1=nn.Conv2d(1, 8, 5), pool1=nn.MaxPool2d(2), relu1=nn.ReLU(), conv2=nn.Conv2d(8, 16, 3, stride=2, padding=1),
    pool2=nn.AvgPool2d(2), relu2=nn.ReLU(), flat=nn.Flatten(), fc1=nn.Linear(144, 64), relu3=nn.ReLU(), drop=nn.Dropout(0.2),
    fc2=nn.Linear(64, 10)))
optimiser = torch.optim.Adam(net.parameters(), 2e-3)
for x, y in images:
    optimiser.zero_grad()
    nn.functional.cross_entropy(net(x), y).backward()
    optimiser.step()
torch.onnx.export(net.eval(), (torch.zeros(1, 1, 28, 28),), "mnist.onnx", dynamo=False)
