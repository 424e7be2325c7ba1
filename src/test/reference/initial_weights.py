"""The first weights of the first layer for seed 1, drawn without nodesnr: SplitMix64, the stream's key as Streams
documents it, Marsaglia's polar method, values beyond two standard deviations drawn again.

Prints what InitialiserTest.firstWeightsOfSeedOne expects.  Usage: python3 initial_weights.py
"""
import math
import struct

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def stream_seed(master, purpose, index):
    key = mix((master + GOLDEN) & MASK)
    key = mix(key ^ ((purpose * 0xD1342543DE82EF95) & MASK))
    return mix(key ^ ((index * GOLDEN + 0x632BE59BD9B4E019) & MASK))


class Normal:
    def __init__(self, seed):
        self.state = seed
        self.spare = None

    def uniform(self):
        self.state = (self.state + GOLDEN) & MASK
        return (mix(self.state) >> 11) * 2.0**-53

    def next(self):
        if self.spare is not None:
            z, self.spare = self.spare, None
            return z
        while True:
            u = 2 * self.uniform() - 1
            v = 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                break
        factor = math.sqrt(-2 * math.log(s) / s)
        self.spare = v * factor
        return u * factor

    def truncated(self):
        while True:
            z = self.next()
            if abs(z) <= 2:
                return z


normal = Normal(stream_seed(master=1, purpose=1, index=1))
for _ in range(3):
    value = 0.1 * normal.truncated()
    print(repr(struct.unpack("f", struct.pack("f", value))[0]))
