package org.nodesnr.models;

import java.util.Arrays;
import org.nodesnr.UserError;
import org.nodesnr.data.NpyFile;

/** The samples of a NumPy array, whose first dimension counts them. */
public final class ArraySource implements InputSource {
  private final NpyFile array;
  private final InputScale scale;
  private final int[] dims;
  private final int valuesPerSample;
  private final ChannelOrder order;

  /**
   * @param array samples × whatever one looks like
   * @param scale what is done to the values; floats count as scaled to [0, 1] already
   * @throws UserError when the array holds no samples, NaN or infinite values, or floats beyond [0,
   *     1] where the scale presumes them, or the scale is for channels that are not there
   */
  public ArraySource(NpyFile array, InputScale scale) {
    this.array = array;
    this.scale = scale;
    int[] all = array.dims();
    if (all.length < 2 || array.length() == 0) {
      throw new UserError(
          array.file() + ": " + Tensor.text(all) + " values are not samples × values of a sample");
    }
    this.dims = Arrays.copyOfRange(all, 1, all.length);
    this.valuesPerSample = array.length() / all[0];
    boolean picture = dims.length == 3;
    boolean first = picture && dims[0] <= dims[2];
    this.order = first ? ChannelOrder.FIRST : ChannelOrder.LAST;
    int channels = picture ? dims[first ? 0 : 2] : 1;
    if (scale.channels() != 1 && scale.channels() != channels) {
      throw new UserError(
          "--scale: " + scale.channels() + " means, and " + array.file() + " has no such channels");
    }
    checkFinite();
    if (scale.unit()) {
      checkRange();
    }
  }

  private void checkFinite() {
    for (int k = 0; k < array.length(); k++) {
      if (!Double.isFinite(array.value(k))) {
        throw new UserError(
            array.file()
                + ": holds "
                + array.value(k)
                + " (sample "
                + k / valuesPerSample
                + ", value "
                + k % valuesPerSample
                + ", both from 0): S and G need finite inputs");
      }
    }
  }

  private void checkRange() {
    for (int k = 0; k < array.length(); k++) {
      double value = array.value(k);
      double white = array.isInteger() ? 255 : 1;
      if (!(value >= 0 && value <= white)) {
        throw new UserError(
            array.file()
                + ": holds "
                + value
                + ", beyond "
                + (array.isInteger() ? "0..255" : "0..1")
                + "; for values that the network takes as they are give --scale none");
      }
    }
  }

  @Override
  public String name() {
    return array.file().toString();
  }

  @Override
  public int size() {
    return array.dims()[0];
  }

  @Override
  public InputHint shape() {
    return new InputHint(dims.clone(), order);
  }

  @Override
  public boolean arrangeable() {
    return false;
  }

  @Override
  public void read(int i, float[] values) {
    int channels = order == ChannelOrder.FIRST ? dims[0] : dims[dims.length - 1];
    int plane = valuesPerSample / channels;
    int from = i * valuesPerSample;
    for (int k = 0; k < valuesPerSample; k++) {
      int channel = order == ChannelOrder.FIRST ? k / plane : k % channels;
      values[k] = scale.apply(array.value(from + k), array.isInteger(), channel);
    }
  }
}
