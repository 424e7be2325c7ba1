package org.nodesnr.testing;

/** What is fuzzed, and with which share of all inputs: more where an input takes less time. */
public enum FuzzTarget {
  /** MNIST's images, as they are and compressed. */
  IDX_IMAGES(0.12),
  /** MNIST's labels, as they are and compressed. */
  IDX_LABELS(0.12),
  /** A batch of CIFAR-10. */
  CIFAR_BATCH(0.12),
  /** CIFAR-10's archive read as it is, as tar, compressed tar, and tar damaged within gzip. */
  CIFAR_ARCHIVE(0.05),
  /** The same archives unpacked into a directory. */
  CIFAR_UNPACKED(0.01),
  /** The record of what was verified beside unpacked batches. */
  VERIFIED_RECORD(0.12),
  /** Records of runs, and the tables made of those that are accepted. */
  RUN_RECORDS(0.07),
  /** Values of nodes. */
  NODE_FILES(0.08),
  /** Vectors of nodes. */
  VECTOR_FILES(0.08),
  /** Weights, with a checksum made to fit in half of the inputs. */
  WEIGHTS(0.08),
  /** The state of an unfinished run. */
  SAVED_STATES(0.08),
  /** What a sweep says of itself to {@code nodesnr status}. */
  SWEEP_STATUS(0.03),
  /** The config loader. */
  CONFIGS(0.04),
  /** Networks in ONNX files. */
  ONNX_MODELS(0.05),
  /** NumPy's arrays. */
  NUMPY_ARRAYS(0.05),
  /** Networks in Keras's HDF5 files. */
  KERAS_HDF5(0.02),
  /** Networks in Keras's archives. */
  KERAS_ARCHIVES(0.02),
  /** Networks that Deeplearning4j wrote, and their parts damaged within a sound archive. */
  DEEPLEARNING4J_MODELS(0.02),
  /** PyTorch's weights in the format of its neighbours. */
  SAFETENSORS(0.03),
  /** PyTorch's weights in its archives, and their pickles damaged within a sound archive. */
  TORCH_ARCHIVES(0.02);

  private final double share;

  FuzzTarget(double share) {
    this.share = share;
  }

  /** The inputs of this target, of {@code total} inputs of all. */
  int inputs(int total) {
    return (int) Math.ceil(total * share);
  }
}
