"""The paper's networks trained with PyTorch as its users write it, on one thread.

Usage: bench_torch.py mnist|cifar24|cifar32. Says "ready", then for every line with a number of steps on standard input
trains so many and prints the seconds they took.
"""

import sys
import time

import torch
from torch import nn

BATCH = 60
SAMPLES = 6000


def network(name):
    if name == "mnist":
        return nn.Sequential(
            nn.Linear(784, 1024), nn.ReLU(), nn.Linear(1024, 1000), nn.ReLU(), nn.Linear(1000, 10)
        ), (784,)
    side = int(name[len("cifar"):])
    return nn.Sequential(
        nn.Conv2d(3, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * (side // 4) ** 2, 1000), nn.ReLU(), nn.Linear(1000, 500), nn.ReLU(), nn.Linear(500, 10),
    ), (3, side, side)


def batches(images, labels):
    while True:
        order = torch.randperm(len(images))
        for first in range(0, len(images) - BATCH + 1, BATCH):
            chosen = order[first:first + BATCH]
            yield images[chosen], labels[chosen]


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model, shape = network(sys.argv[1])
    images = torch.rand(SAMPLES, *shape)
    labels = torch.randint(10, (SAMPLES,))
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    data = batches(images, labels)

    def train(steps):
        for _ in range(steps):
            inputs, targets = next(data)
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()

    train(10)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        train(int(line))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
