package org.nodesnr.models;

import org.nodesnr.UserError;
import org.nodesnr.data.ImageSet;

/** Images of a data set as samples. */
public final class ImageSource implements InputSource {
  private final ImageSet set;
  private final InputScale scale;

  /**
   * @param set the images
   * @param scale what is done to their pixels
   * @throws UserError when the scale is for another number of channels
   */
  public ImageSource(ImageSet set, InputScale scale) {
    this.set = set;
    this.scale = scale;
    if (scale.channels() != 1 && scale.channels() != set.channels()) {
      throw new UserError(
          "--scale: "
              + scale.channels()
              + " means for the "
              + set.channels()
              + " channels of "
              + set.name());
    }
  }

  @Override
  public String name() {
    return set.name();
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public InputHint shape() {
    int[] dims = {set.channels(), set.height(), set.width()};
    return new InputHint(dims, ChannelOrder.FIRST);
  }

  @Override
  public boolean arrangeable() {
    return true;
  }

  @Override
  public void read(int i, float[] values) {
    int at = 0;
    for (int c = 0; c < set.channels(); c++) {
      for (int y = 0; y < set.height(); y++) {
        for (int x = 0; x < set.width(); x++) {
          values[at++] = scale.apply(set.pixel(i, c, y, x), true, c);
        }
      }
    }
  }
}
