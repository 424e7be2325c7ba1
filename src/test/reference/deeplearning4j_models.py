"""S and G, by snr_reference.py, of the network in src/test/resources/models/windows.zip, which Deeplearning4j's
ModelSerializer wrote (Deeplearning4jReaderTest with -Dmodels.write=true). Its weights are read here too. Writes
deeplearning4j.json beside it; run from the top of the repository:

    python3 src/test/reference/deeplearning4j_models.py
"""
import sys
import zipfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import snr_reference as snr

OUT = Path("src/test/resources/models")
pictures = np.load(OUT / "pictures.npy").transpose(0, 2, 3, 1) / 255.0
labels = np.load(OUT / "labels.npy")
data = zipfile.ZipFile(OUT / "windows.zip").read("coefficients.bin")
values = np.frombuffer(data[data.rindex(b"FLOAT") + 5:], ">f4").astype(float)
at = 0


def take(*shape, order="C"):
    global at
    n = int(np.prod(shape))
    at += n
    return values[at - n:at].reshape(shape, order=order)


kernels = lambda w: w.transpose(2, 3, 1, 0)
b1 = take(4)
w1 = kernels(take(4, 3, 3, 4))
w2 = kernels(take(5, 4, 2, 2))
convolutions = [("conv", w1, b1, (2, 1), (1, 2, 1, 2)), ("act", "relu"), ("pool", "max", (2, 2), (2, 2), (1, 1, 1, 1)),
                ("conv", w2, np.zeros(5), (1, 1), "same"), ("act", "tanh"), ("pool", "average", (2, 2), (1, 1), "same"),
                ("flatten", "first")]
inputs = snr.run(convolutions, pictures)[0].shape[1]
net = convolutions + [("dense", take(inputs, 6, order="F"), take(6)), ("act", "sigmoid"),
                      ("dense", take(6, 4, order="F"), take(4))]
assert at == len(values)
snr.write(OUT / "deeplearning4j.json", {"windows.zip": {"samples": "pictures", **snr.reference(net, pictures, labels)}})
