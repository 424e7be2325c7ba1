package org.nodesnr.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;
import org.nodesnr.files.Digests;

/**
 * Arrays of one's own: {@code train-images.npy}, {@code train-labels.npy}, {@code test-images.npy}
 * and {@code test-labels.npy} in a folder. Images are integers from 0 to 255 of shape n × side ×
 * side, × channels behind or before the sides; labels are n integers from 0 on.
 *
 * @param key the whole name of the set
 * @param folder the folder's name
 * @param side of the images in pixels
 * @param channels 1 or 3
 * @param classes number of classes
 * @param train number of training samples
 * @param test number of test samples
 */
record ArraySets(
    String key, String folder, int side, int channels, int classes, int train, int test) {
  private static final Pattern NAME =
      Pattern.compile("arrays/([^/]+)/(\\d+)x\\d+x(\\d+)/(\\d+)/(\\d+)/(\\d+)");
  private static final List<String> FILES =
      List.of("train-images.npy", "train-labels.npy", "test-images.npy", "test-labels.npy");

  static Optional<ArraySets> of(String key) {
    Matcher name = NAME.matcher(key);
    return name.matches()
        ? Optional.of(
            new ArraySets(
                key,
                name.group(1),
                Integer.parseInt(name.group(2)),
                Integer.parseInt(name.group(3)),
                Integer.parseInt(name.group(4)),
                Integer.parseInt(name.group(5)),
                Integer.parseInt(name.group(6))))
        : Optional.empty();
  }

  Optional<Path> find(DataLocation location) {
    return location.directories().stream()
        .map(directory -> directory.resolve(folder))
        .filter(in -> FILES.stream().anyMatch(name -> Files.isRegularFile(in.resolve(name))))
        .findFirst();
  }

  /**
   * @throws UserError when files are missing or hold something else
   */
  Dataset read(DataLocation location) {
    Path found =
        find(location)
            .orElseThrow(
                () ->
                    Missing.set(
                        "arrays " + folder, location, String.join(", ", FILES), List.of(folder)));
    List<DataFile> files = new ArrayList<>();
    ImageSet trained = images(found, 0, train, files);
    ImageSet tested = images(found, 2, test, files);
    DuplicateFiles.refuse(found, files);
    return new Dataset(key, trained, tested, files, false, false, "arrays ‘" + folder + "’");
  }

  private ImageSet images(Path found, int first, int samples, List<DataFile> files) {
    NpyFile images = file(found.resolve(FILES.get(first)), files);
    NpyFile labels = file(found.resolve(FILES.get(first + 1)), files);
    String split = first == 0 ? "train" : "test";
    byte[] pixels = pixels(images, samples, split);
    int[] shape = labels.dims();
    if (shape.length != 1 || shape[0] != samples || !labels.isInteger()) {
      throw new UserError(
          labels.file()
              + ": is no row of "
              + samples
              + " integers, as data.arrays."
              + split
              + " has it, but of shape "
              + Arrays.toString(shape));
    }
    byte[] classOf = new byte[samples];
    for (int i = 0; i < samples; i++) {
      classOf[i] = (byte) whole(labels, i, classes - 1, "label");
    }
    return ImageSet.of(folder + "/" + split, channels, side, side, classes, classOf, pixels);
  }

  private static NpyFile file(Path path, List<DataFile> files) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(path + ": is missing");
    }
    try {
      NpyFile file = NpyFile.read(path);
      String name = path.getFileName().toString();
      files.add(new DataFile(name, Files.size(path), Digests.hexOf(path), false));
      return file;
    } catch (IOException e) {
      throw new UserError(path + ": can't be read (" + e + ")", e);
    }
  }

  private byte[] pixels(NpyFile images, int samples, String split) {
    int[] shape = images.dims();
    boolean grey = channels == 1 && Arrays.equals(shape, new int[] {samples, side, side});
    boolean last = Arrays.equals(shape, new int[] {samples, side, side, channels});
    boolean first = Arrays.equals(shape, new int[] {samples, channels, side, side});
    if (!grey && !last && !first) {
      throw new UserError(
          images.file()
              + ": has shape "
              + Arrays.toString(shape)
              + "; data.arrays says "
              + samples
              + " × "
              + side
              + " × "
              + side
              + " × "
              + channels
              + " ("
              + split
              + ", side, side, channels)");
    }
    if (!images.isInteger()) {
      throw new UserError(
          images.file()
              + ": holds no integers; save numpy.uint8 from 0 to 255, such as (255 *"
              + " x).round().astype('uint8')");
    }
    int places = side * side;
    byte[] pixels = new byte[samples * channels * places];
    for (int i = 0; i < pixels.length; i++) {
      int sample = i / (channels * places);
      int channel = i / places % channels;
      int place = i % places;
      int from = last ? (sample * places + place) * channels + channel : i;
      pixels[i] = (byte) whole(images, from, 255, "pixel");
    }
    return pixels;
  }

  private static int whole(NpyFile array, int at, int most, String what) {
    double value = array.value(at);
    if (value < 0 || value > most) {
      throw new UserError(
          array.file() + ": " + what + " " + (long) value + " at " + at + " is not in 0.." + most);
    }
    return (int) value;
  }
}
