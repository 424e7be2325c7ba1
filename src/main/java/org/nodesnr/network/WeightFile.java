package org.nodesnr.network;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;

/**
 * The weights of a network after a number of updates, in a file: plain numbers, nothing that is
 * executed when it is read.
 *
 * <p>Layout, big-endian but for the weights: the 8 bytes {@code NODESNR1}; the run's id (modified
 * UTF-8 with its length in two bytes); the step (4 bytes); the number of arrays (4); for each its
 * length (4) and its values as little-endian IEEE 754 floats in storage order; the CRC-32 of all
 * that (8). The arrays are those of each layer in turn, such as weights and biases; behind them, in
 * the state of an unfinished run, what its optimiser remembers, of which plain descent has nothing.
 */
public final class WeightFile {
  private static final byte[] MAGIC = {'N', 'O', 'D', 'E', 'S', 'N', 'R', '1'};

  private WeightFile() {}

  /**
   * Writes the file; it appears whole or not at all.
   *
   * @param file where to
   * @param id the run's id
   * @param step number of updates made
   * @param model the network
   * @throws IOException when it can't be written
   */
  public static void write(Path file, String id, int step, Model model) throws IOException {
    write(file, id, step, model, List.of());
  }

  /**
   * Writes the file with more arrays behind the network's.
   *
   * @param file where to
   * @param id the run's id
   * @param step number of updates made
   * @param model the network
   * @param more what an optimiser remembers
   * @throws IOException when it can't be written
   */
  public static void write(Path file, String id, int step, Model model, List<float[]> more)
      throws IOException {
    List<float[]> arrays = arrays(model, more);
    AtomicFiles.write(file, out -> write(out, id, step, arrays));
  }

  private static void write(OutputStream target, String id, int step, List<float[]> arrays)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    out.write(MAGIC);
    out.writeUTF(id);
    out.writeInt(step);
    out.writeInt(arrays.size());
    for (float[] values : arrays) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      out.writeInt(values.length);
      out.write(bytes.array());
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  /**
   * Reads the weights into a network of the same architecture.
   *
   * @param file where from
   * @param id the run's id, which must be the file's
   * @param model modified: its arrays, after the whole file has been found sound
   * @return number of updates made
   * @throws IOException when it can't be read
   * @throws UserError when the file is damaged, or of another run or architecture
   */
  public static int read(Path file, String id, Model model) throws IOException {
    return read(file, id, model, List.of());
  }

  /**
   * Reads a file that has more arrays behind the network's.
   *
   * @param file where from
   * @param id the run's id, which must be the file's
   * @param model modified: its arrays, after the whole file has been found sound
   * @param more modified likewise: what an optimiser remembers, of the sizes that are wanted
   * @return number of updates made
   * @throws IOException when it can't be read
   * @throws UserError when the file is damaged, or of another run, architecture or optimiser
   */
  public static int read(Path file, String id, Model model, List<float[]> more) throws IOException {
    List<float[]> arrays = arrays(model, more);
    List<float[]> values = new ArrayList<>();
    int step;
    try {
      step =
          read(
              file,
              id,
              in -> {
                check(in.readInt() == arrays.size(), file, "belongs to another architecture");
                for (float[] array : arrays) {
                  check(in.readInt() == array.length, file, "belongs to another architecture");
                  byte[] bytes = in.readNBytes(Math.multiplyExact(array.length, 4));
                  check(bytes.length == array.length * 4, file, "is cut short");
                  float[] floats = new float[array.length];
                  ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
                  values.add(floats);
                }
              });
    } catch (Unsound e) {
      throw new UserError(e.getMessage() + "; delete it", e);
    }
    for (int i = 0; i < arrays.size(); i++) {
      float[] array = arrays.get(i);
      System.arraycopy(values.get(i), 0, array, 0, array.length);
    }
    return step;
  }

  /**
   * Looks through a file, of whatever network it is.
   *
   * @param file where from
   * @param id the run's id, which must be the file's
   * @return what is wrong with the file; empty where it is sound
   * @throws IOException when it can't be read
   */
  public static Optional<String> fault(Path file, String id) throws IOException {
    try {
      read(
          file,
          id,
          in -> {
            int arrays = in.readInt();
            for (int i = 0; i < arrays; i++) {
              int length = in.readInt();
              check(length >= 0, file, "is damaged: an array of a negative length");
              in.skipNBytes(4L * length);
            }
          });
      return Optional.empty();
    } catch (Unsound e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Reads what lies between the step and the checksum. */
  @FunctionalInterface
  private interface Content {
    void read(DataInputStream in) throws IOException;
  }

  private static int read(Path file, String id, Content arrays) throws IOException {
    check(!Files.isDirectory(file), file, "is a directory");
    try (CheckedInputStream checked =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32());
        DataInputStream in = new DataInputStream(checked)) {
      byte[] magic = in.readNBytes(MAGIC.length);
      check(Arrays.equals(magic, MAGIC), file, "is no weight file");
      check(in.readUTF().equals(id), file, "belongs to another run");
      int step = in.readInt();
      check(step >= 0, file, "is damaged: its step is negative");
      arrays.read(in);
      long sum = checked.getChecksum().getValue();
      check(in.readLong() == sum, file, "is damaged: its checksum differs");
      check(in.read() < 0, file, "has trailing bytes");
      return step;
    } catch (EOFException e) {
      throw new Unsound(file, "is cut short");
    } catch (UTFDataFormatException e) {
      throw new Unsound(file, "is damaged");
    }
  }

  /** What is wrong with a file. */
  private static final class Unsound extends IOException {
    private static final long serialVersionUID = 1L;

    Unsound(Path file, String what) {
      super(file + " " + what);
    }
  }

  private static void check(boolean condition, Path file, String otherwise) throws Unsound {
    if (!condition) {
      throw new Unsound(file, otherwise);
    }
  }

  private static List<float[]> arrays(Model model, List<float[]> more) {
    List<float[]> arrays = new ArrayList<>();
    for (Layer layer : model.layers()) {
      arrays.addAll(layer.arrays());
    }
    arrays.addAll(more);
    return arrays;
  }
}
