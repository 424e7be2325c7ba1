package org.nodesnr.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.data.LfsPointer;
import org.nodesnr.models.deeplearning4j.Deeplearning4jReader;
import org.nodesnr.models.keras.KerasReader;
import org.nodesnr.models.onnx.OnnxReader;
import org.nodesnr.models.torch.TorchReader;

/** Reads networks from the files of other programs; the content tells the format. */
public final class ModelFiles {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] PICKLE = {(byte) 0x80, 2};

  private static final String TORCH =
      ": PyTorch's format before 1.6; save the weights anew: torch.save(net.state_dict(), …)";

  private static final String NOT_TORCH =
      ": begins neither as a zip file nor as a pickle, so torch.save did not write it";

  private ModelFiles() {}

  /**
   * Refuses what can't be the file of a network whatever its samples, so that nobody looks for
   * these in vain.
   *
   * @param file as given
   * @throws UserError when it is missing, no file or can't be read
   */
  public static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError(
          file
              + (Files.exists(file.resolve("saved_model.pb"))
                  ? ": TensorFlow's SavedModel; save the network with model.save('….keras')"
                  : ": a directory; give the file of a network, such as net.onnx in it"));
    }
    if (!Files.exists(file)) {
      throw new UserError(file + ": no such file");
    }
    if (!Files.isReadable(file)) {
      throw new UserError(file + ": permission denied");
    }
  }

  /**
   * Reads a network. Nothing in the file is executed.
   *
   * @param file an ONNX, Keras or Deeplearning4j file
   * @param hint the samples that the network will see
   * @return the network
   * @throws UserError when the file is missing, damaged, of another format, or holds what can't be
   *     evaluated
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork read(Path file, InputHint hint) throws IOException {
    return read(file, hint, Optional.empty());
  }

  /**
   * As {@link #read(Path, InputHint)}.
   *
   * @param file also weights that PyTorch saved
   * @param hint the samples that the network will see
   * @param architecture what lies between those weights, in the words of {@code --architecture}
   * @return the network
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork read(Path file, InputHint hint, Optional<String> architecture)
      throws IOException {
    requireFile(file);
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LfsPointer.LENGTH);
    }
    LfsPointer.refuse(file, head);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".safetensors") || TorchReader.isSafetensors(head)) {
      return TorchReader.readSafetensors(file, hint, architecture);
    }
    if (startsWith(head, ZIP)) {
      return readArchive(file, hint, architecture);
    }
    refuseArchitecture(file, architecture);
    if (startsWith(head, HDF5)) {
      return KerasReader.readHdf5(file, hint);
    }
    if (head.length > 8 && new String(head, 4, 4, StandardCharsets.US_ASCII).equals("TFL3")) {
      throw new UserError(file + ": TensorFlow Lite; save the network with model.save('….keras')");
    }
    if (name.endsWith(".onnx")) {
      return OnnxReader.read(file, hint);
    }
    boolean torch = name.endsWith(".pt") || name.endsWith(".pth");
    throw new UserError(
        file
            + (startsWith(head, PICKLE)
                ? TORCH
                : torch
                    ? NOT_TORCH
                    : ": neither HDF5 nor zip nor *.onnx; Keras (.h5, .keras), ONNX,"
                        + " Deeplearning4j (.zip) and PyTorch's weights (.pt, .safetensors) are read"));
  }

  private static ImportedNetwork readArchive(
      Path file, InputHint hint, Optional<String> architecture) throws IOException {
    try (Archive archive = Archive.open(file)) {
      if (TorchReader.isTorch(archive)) {
        return TorchReader.readArchive(file, archive, hint, architecture);
      }
      refuseArchitecture(file, architecture);
      if (archive.has(KerasReader.CONFIG)) {
        return KerasReader.readArchive(file, archive, hint);
      }
      if (archive.has(Deeplearning4jReader.CONFIG)) {
        return Deeplearning4jReader.read(file, archive, hint);
      }
    }
    throw new UserError(
        file + ": a zip file without a model of Keras or Deeplearning4j or weights of PyTorch");
  }

  private static void refuseArchitecture(Path file, Optional<String> architecture) {
    if (architecture.isPresent()) {
      throw new UserError(
          file + ": says itself what its layers are; --architecture is for weights of PyTorch");
    }
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }
}
