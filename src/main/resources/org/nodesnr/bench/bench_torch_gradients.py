"""GSNR and OSGR of the paper's networks with PyTorch as its users write it, on one thread.

Usage: bench_torch_gradients.py mnist|cifar24. Gradients of single samples by torch.func.vmap where this PyTorch has it, else
by one backward pass a sample; their sums and squares are kept. Says "ready", then for every line with a number of samples on
standard input goes through so many and prints the seconds they took.
"""

import sys
import time

import torch
from torch import nn

CHUNK = 20


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


def by_loop(model, criterion):
    parameters = list(model.parameters())

    def gradients(images, labels):
        for image, label in zip(images, labels):
            loss = criterion(model(image[None]), label[None])
            yield torch.autograd.grad(loss, parameters), 1

    return parameters, gradients


def by_vmap(model, criterion):
    from torch.func import functional_call, grad, vmap

    named = {name: p.detach() for name, p in model.named_parameters()}

    def loss(parameters, image, label):
        return criterion(functional_call(model, parameters, (image[None],)), label[None])

    of_each = vmap(grad(loss), in_dims=(None, 0, 0))

    def gradients(images, labels):
        for first in range(0, len(images), CHUNK):
            found = of_each(named, images[first:first + CHUNK], labels[first:first + CHUNK])
            yield list(found.values()), 0

    return list(named.values()), gradients


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model, shape = network(sys.argv[1])
    images = torch.rand(2000, *shape)
    labels = torch.randint(10, (2000,))
    vmapped = hasattr(torch, "func")
    parameters, gradients = (by_vmap if vmapped else by_loop)(model, nn.CrossEntropyLoss())

    def measure(count):
        sums = [torch.zeros_like(p, dtype=torch.float32) for p in parameters]
        squares = [torch.zeros_like(p, dtype=torch.float32) for p in parameters]
        for found, single in gradients(images[:count], labels[:count]):
            for s, q, g in zip(sums, squares, found):
                s += g if single else g.sum(0)
                q += g * g if single else (g * g).sum(0)
        signal = noise = 0.0
        ratios = []
        for s, q in zip(sums, squares):
            mean = s / count
            variance = ((q - count * mean * mean) / (count - 1)).clamp(min=0)
            signal += float((mean * mean).sum())
            noise += float(variance.sum())
            ratios.append((mean * mean / variance)[variance > 0].mean())
        return torch.stack(ratios).mean(), signal / (signal + noise / count)

    with torch.no_grad() if vmapped else torch.enable_grad():
        measure(CHUNK)
        print("ready", flush=True)
        for line in sys.stdin:
            start = time.perf_counter()
            measure(int(line))
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
