package org.nodesnr.network;

import org.nodesnr.config.DataSpec;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.Augmenter;
import org.nodesnr.data.ImageSet;

/**
 * The images of a set as network inputs: cropped at the centre, scaled and standardised, never
 * augmented, channels last.
 */
public final class ImageSamples implements Samples {
  private final ImageSet set;
  private final Augmenter augmenter;
  private final Shape shape;

  /**
   * @param set the images
   * @param crop side of the central square in pixels; 0 for the whole image
   * @param standardisation what is done to the pixels after they are scaled to [0, 1]
   */
  public ImageSamples(ImageSet set, int crop, DataSpec.Standardisation standardisation) {
    this.set = set;
    this.augmenter =
        new Augmenter(
            set, crop, standardisation == DataSpec.Standardisation.PER_IMAGE, Augmentation.NONE);
    this.shape = new Shape(augmenter.height(), augmenter.width(), set.channels());
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int label(int i) {
    return set.label(i);
  }

  @Override
  public void copyTo(int i, float[] out, int offset) {
    int channels = shape.channels();
    if (channels == 1) {
      augmenter.plain(i, out, offset);
      return;
    }
    float[] planes = new float[shape.size()];
    augmenter.plain(i, planes, 0);
    int places = shape.height() * shape.width();
    for (int p = 0; p < places; p++) {
      for (int c = 0; c < channels; c++) {
        out[offset + p * channels + c] = planes[c * places + p];
      }
    }
  }
}
