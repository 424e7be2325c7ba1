"""How far networks of one seed end from one another when they are trained by different arithmetic.

Usage: drift.py NETWORK.bin NETWORK.bin ...: files of weights that "nodesnr run --keep-networks" left, of one run trained by
different engines (--convolution, OPENBLAS_CORETYPE, -Dorg.bytedeco.javacpp.platform.extension in NODESNR_JAVA_OPTS).
Prints for each pair the distance of all weights and biases, relative to the norm of the first network's, and the greatest
over the arrays.
"""

import itertools
import struct
import sys

import numpy as np


def arrays(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"NODESNR1", path
    at = 10 + struct.unpack_from(">H", data, 8)[0]
    step, count = struct.unpack_from(">ii", data, at)
    at += 8
    result = []
    for _ in range(count):
        length = struct.unpack_from(">i", data, at)[0]
        result.append(np.frombuffer(data, "<f4", length, at + 4).astype(float))
        at += 4 + 4 * length
    return step, result


def distance(a, b):
    return np.sqrt(sum(np.sum((x - y) ** 2) for x, y in zip(a, b)) / sum(np.sum(x**2) for x in a))


def main():
    networks = {path: arrays(path) for path in sys.argv[1:]}
    for one, other in itertools.combinations(networks, 2):
        (step, a), (last, b) = networks[one], networks[other]
        assert step == last, "different lengths of training"
        most = max(distance([x], [y]) for x, y in zip(a, b))
        print(f"{one} {other}: step {step}, distance {distance(a, b):.4f}, greatest of an array {most:.4f}")


if __name__ == "__main__":
    main()
