"""A population of networks in PyTorch, beside which src/gpu/bench puts nodesnr: lines of what and milliseconds.

Single precision without TF32, as nodesnr's kernels. Dense layers by torch.baddbmm; convolutions by one grouped
convolution for all networks or, where that is faster, by one for each.
"""

import time

import torch
import torch.nn.functional as F

BATCH = 60
SECONDS = 3.0
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def milliseconds(step):
    for _ in range(5):
        step()
    wait()
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS or count == 0:
        for _ in range(10):
            step()
        wait()
        count += 10
    return (time.perf_counter() - begun) / count * 1e3


def draw(*shape):
    return torch.randn(*shape, device=DEVICE) * 0.04


class Population:
    """P networks; rate, L2 and drop probability of each."""

    def __init__(self, networks, kernels, dense):
        self.networks = networks
        self.kernels = [draw(networks * o, c, 5, 5).requires_grad_() for c, o in kernels]
        self.shifts = [torch.full((networks * o,), 0.1, device=DEVICE, requires_grad=True) for _, o in kernels]
        self.weights = [draw(networks, i, o).requires_grad_() for i, o in dense]
        self.biases = [torch.full((networks, 1, o), 0.1, device=DEVICE, requires_grad=True) for _, o in dense]
        numbers = torch.arange(networks, device=DEVICE)
        self.rate = torch.full((networks, 1, 1), 0.001, device=DEVICE)
        self.l2 = torch.where(numbers % 3 == 1, 5e-5, 0.0).view(-1, 1, 1)
        self.drop = torch.where(numbers % 3 == 2, 0.5, 0.0).view(-1, 1, 1)

    def convolve(self, x, grouped):
        p = self.networks
        for w, b in zip(self.kernels, self.shifts):
            if grouped:
                x = F.conv2d(x, w, b, padding=2, groups=p)
            else:
                channels = x.shape[1] // p
                nodes = w.shape[0] // p
                x = torch.cat(
                    [
                        F.conv2d(
                            x[:, k * channels : (k + 1) * channels],
                            w[k * nodes : (k + 1) * nodes],
                            b[k * nodes : (k + 1) * nodes],
                            padding=2,
                        )
                        for k in range(p)
                    ],
                    1,
                )
            x = F.relu(F.max_pool2d(x, 2))
        return x.view(BATCH, p, -1).transpose(0, 1)

    def step(self, x, labels, grouped=True):
        h = self.convolve(x, grouped) if self.kernels else x
        for k, (w, b) in enumerate(zip(self.weights, self.biases)):
            h = torch.baddbmm(b, h, w)
            if k < len(self.weights) - 1:
                h = F.relu(h)
                h = h * ((torch.rand_like(h) >= self.drop) / (1 - self.drop))
        loss = F.cross_entropy(h.reshape(-1, 10), labels.reshape(-1), reduction="sum") / BATCH
        parameters = self.kernels + self.shifts + self.weights + self.biases
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for w, g in zip(parameters, gradients):
                values, slopes = w.view(self.networks, -1, 1), g.reshape(self.networks, -1, 1)
                if any(w is each for each in self.kernels + self.weights):
                    values.mul_(1 - self.rate * self.l2)
                values.sub_(self.rate * slopes)


def say(what, value):
    print(f"{what}\t{value:.4f}", flush=True)


def steps():
    for p in (1, 8, 67):
        population = Population(p, [], [(784, 1024), (1024, 1000), (1000, 10)])
        x = torch.rand(p, BATCH, 784, device=DEVICE)
        labels = torch.randint(10, (p, BATCH), device=DEVICE)
        say(f"MNIST step, P = {p}", milliseconds(lambda: population.step(x, labels)))
    for p in (1, 16, 167):
        population = Population(p, [(3, 64), (64, 64)], [(2304, 1000), (1000, 500), (500, 10)])
        x = torch.rand(BATCH, p * 3, 24, 24, device=DEVICE)
        labels = torch.randint(10, (p, BATCH), device=DEVICE)
        ways = [milliseconds(lambda: population.step(x, labels, grouped)) for grouped in (True, False)]
        say(f"CIFAR-10 step, P = {p}", min(ways))


def products():
    p, n, m = 67, 1024, 1000
    x, w, d, b = draw(p, BATCH, n), draw(p, n, m), draw(p, BATCH, m), draw(p, 1, m)
    say(f"dense forward, P = {p}", milliseconds(lambda: torch.baddbmm(b, x, w).relu_()))

    def backward():
        torch.bmm(d, w.transpose(1, 2))
        w.baddbmm_(x.transpose(1, 2), d, alpha=0.0)
        b.add_(d.sum(1, keepdim=True), alpha=0.0)

    say(f"dense backward, P = {p}", milliseconds(backward))
    p = 24
    pictures, kernels = draw(BATCH, p * 64, 12, 12), draw(p * 64, 64, 5, 5)
    gradient = draw(BATCH, p * 64, 12, 12)
    say(f"convolution forward, P = {p}", milliseconds(lambda: F.conv2d(pictures, kernels, padding=2, groups=p)))

    def convolution_backward():
        torch.ops.aten.convolution_backward(
            gradient, pictures, kernels, [p * 64], [1, 1], [2, 2], [1, 1], False, [0, 0], p, [True, True, True]
        )

    say(f"convolution backward, P = {p}", milliseconds(convolution_backward))


if __name__ == "__main__":
    print(f"PyTorch\t{torch.__version__}", flush=True)
    products()
    steps()
