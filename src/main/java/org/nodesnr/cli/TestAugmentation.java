package org.nodesnr.cli;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.DataSpec;
import picocli.CommandLine.Option;

/** Random changes of the test images that networks are evaluated on. */
final class TestAugmentation {
  @Option(
      names = "--shift",
      paramLabel = "PIXELS",
      description =
          "Shift each by up to so many pixels, below half of the image, along each axis; filled with"
              + " zeros.")
  private int shift;

  @Option(names = "--flip", description = "Mirror each left to right with probability 1/2.")
  private boolean flip;

  @Option(
      names = "--crop",
      description = "Take the square of data.crop at a random place instead of the centre.")
  private boolean crop;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the changes are drawn from (default: 1); image i always changes alike.")
  private Long seed;

  /**
   * What a result says of it.
   *
   * @param shift greatest shift in pixels
   * @param flip whether images are mirrored with probability 1/2
   * @param crop whether the crop lies at random
   * @param seed what the changes are drawn from; null for images as they are
   */
  record Said(int shift, boolean flip, boolean crop, Long seed) {
    /** Such as {@code shifted by up to 2 pixels, mirrored}; empty for images as they are. */
    String text() {
      List<String> changes = new ArrayList<>();
      if (shift > 0) {
        changes.add("shifted by up to " + shift + (shift == 1 ? " pixel" : " pixels"));
      }
      if (crop) {
        changes.add("cropped");
      }
      if (flip) {
        changes.add("mirrored");
      }
      return changes.isEmpty()
          ? ""
          : "test images " + String.join(", ", changes) + " at random (seed " + seed + ")";
    }
  }

  /**
   * @throws UserError when there is a seed and nothing to draw
   */
  Said said() {
    boolean changed = shift != 0 || flip || crop;
    if (!changed && seed != null) {
      throw new UserError(
          "--seed " + seed + ": is for --shift, --flip or --crop; give one of them");
    }
    return new Said(shift, flip, crop, changed ? (Long) seed() : null);
  }

  private long seed() {
    return seed == null ? 1 : seed;
  }

  /**
   * @param data the whole data set
   * @param spec which samples of it, and how they reach the network
   * @return the test samples, changed
   * @throws UserError when such images can't be changed so
   */
  Samples testSamples(Dataset data, DataSpec spec) {
    int side = spec.crop() == 0 ? data.test().height() : spec.crop();
    if (shift < 0 || 2 * shift >= side) {
      throw new UserError(
          "--shift " + shift + ": give 0 or more, below half of the image's " + side + " pixels");
    }
    if (crop && spec.crop() == 0) {
      throw new UserError("--crop: these networks see whole images, for data.crop is 0");
    }
    return new ImageSamples(
        data.test().first(spec.testSamples()),
        spec.crop(),
        spec.standardisation(),
        new Augmentation(shift, crop, flip),
        seed());
  }
}
