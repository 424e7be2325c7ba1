"""A set of small model files as independent programs write them, with what plain NumPy says of each.

Reads pictures.npy, rows.npy and labels.npy of src/test/resources/models; writes the files into its folder set and, for each,
accuracy and the logits of the first samples into set/set.json. Keras 3 and PyTorch save their files themselves, and are held
against plain_forward.py before anything is written; files of Keras 2, TensorFlow 2.12 and 2.13 and Deeplearning4j 0.9.1 are
written here in their layouts. Weights are drawn here. Made with Keras 3.15.1 (PyTorch backend), PyTorch 2.13, ONNX 1.23,
h5py 3.16, safetensors 0.8 and NumPy 2.4; run from the top of the repository, with names of parts for some of them alone:

    KERAS_BACKEND=torch python3 src/test/reference/model_set.py [PART ...]
"""
import importlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import model_files as files

PARTS = ["keras_layouts", "keras3", "keras_nested", "deeplearning4j_old", "torch_weights", "onnx"]

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        importlib.import_module("model_set_" + part)
    files.write()
