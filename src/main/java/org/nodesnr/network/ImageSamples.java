package org.nodesnr.network;

import java.util.SplittableRandom;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.Augmenter;
import org.nodesnr.data.ImageSet;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.DataSpec;

/**
 * The images of a set as network inputs, channels last: cropped at the centre, scaled and
 * standardised; augmented only where that is asked for.
 */
public final class ImageSamples implements Samples {
  private final ImageSet set;
  private final Augmenter augmenter;
  private final Streams streams;
  private final Shape shape;

  /**
   * The images as they are.
   *
   * @param set the images
   * @param crop side of the central square in pixels; 0 for the whole image
   * @param standardisation what is done to the pixels after they are scaled to [0, 1]
   */
  public ImageSamples(ImageSet set, int crop, DataSpec.Standardisation standardisation) {
    this(set, crop, standardisation, Augmentation.NONE, 0);
  }

  /**
   * The images changed at random, image i always alike: by the draws of {@link Augmenter#augmented}
   * from the stream (seed, {@link Streams.Purpose#AUGMENTATION}, i).
   *
   * @param set the images
   * @param crop side of the square in pixels; 0 for the whole image
   * @param standardisation what is done to the pixels after they are scaled to [0, 1]
   * @param augmentation the changes
   * @param seed what they are drawn from
   */
  public ImageSamples(
      ImageSet set,
      int crop,
      DataSpec.Standardisation standardisation,
      Augmentation augmentation,
      long seed) {
    this.set = set;
    this.augmenter =
        new Augmenter(
            set, crop, standardisation == DataSpec.Standardisation.PER_IMAGE, augmentation);
    this.streams = new Streams(seed);
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
    SplittableRandom random = streams.stream(Streams.Purpose.AUGMENTATION, i);
    if (channels == 1) {
      augmenter.augmented(i, random, out, offset);
      return;
    }
    float[] planes = new float[shape.size()];
    augmenter.augmented(i, random, planes, 0);
    int places = shape.height() * shape.width();
    for (int p = 0; p < places; p++) {
      for (int c = 0; c < channels; c++) {
        out[offset + p * channels + c] = planes[c * places + p];
      }
    }
  }
}
