"""S of the paper's MNIST network by outer products, batch by batch of 50 samples, in NumPy, on one thread.

The way of the author's notebook: for every batch and every layer the products x_j r_i of each sample are formed and summed.
Says "ready", then for every line with a number of batches on standard input evaluates so many and prints the seconds.
"""

import sys
import time

import numpy as np

BATCH = 50
SIZES = (784, 1024, 1000, 10)


def main():
    random = np.random.default_rng(1)
    weights = [random.normal(0, 0.1, pair).astype(np.float32) for pair in zip(SIZES, SIZES[1:])]
    biases = [np.full(n, 0.1, np.float32) for n in SIZES[1:]]
    images = random.random((2000, SIZES[0]), dtype=np.float32)
    means = []
    x = images
    for w, b in zip(weights, biases):
        means.append(x.mean(axis=0))
        x = np.maximum(x @ w + b, 0)

    def evaluate(batches):
        covariances = [np.zeros(w.shape, np.float32) for w in weights]
        counts = [np.zeros(w.shape[0], np.float32) for w in weights]
        for n in range(batches):
            first = n * BATCH % len(images)
            x = images[first:first + BATCH]
            for k, (w, b) in enumerate(zip(weights, biases)):
                counts[k] += (x > 0).sum(axis=0)
                centred = x - means[k]
                r = centred @ w
                covariances[k] += (centred[:, :, None] * r[:, None, :]).sum(axis=0)
                x = np.maximum(x @ w + b, 0)
        samples = batches * BATCH
        result = []
        for w, covariance, count in zip(weights, covariances, counts):
            c = covariance / samples / ((count + 0.0001) / samples)[:, None]
            norms = np.linalg.norm(w, axis=0) * (np.linalg.norm(c, axis=0) + 0.0001)
            result.append(np.mean((w * c).sum(axis=0) / norms))
        return result

    evaluate(2)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        evaluate(int(line))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
