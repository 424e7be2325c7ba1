package org.nodesnr.models.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.models.Archive;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;

/**
 * Reads weights that PyTorch saved, {@code .pt} and {@code .safetensors}. They do not say what lies
 * between them; the user does, or exports the whole network.
 */
public final class TorchReader {
  private TorchReader() {}

  /**
   * @param head the first bytes of a file
   * @return whether they are of a {@code .safetensors} file
   */
  public static boolean isSafetensors(byte[] head) {
    return Safetensors.isOne(head);
  }

  /**
   * @param file a {@code .safetensors} file
   * @param hint the samples that the network will see
   * @param architecture what lies between the weights
   * @return the network
   * @throws UserError when the file is damaged, holds what is not supported, or the architecture is
   *     missing or does not fit
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork readSafetensors(
      Path file, InputHint hint, Optional<String> architecture) throws IOException {
    return assemble(Safetensors.read(file), hint, architecture);
  }

  /**
   * @param archive a zip file
   * @return whether PyTorch wrote it
   */
  public static boolean isTorch(Archive archive) {
    return TorchArchive.top(archive).isPresent();
  }

  /**
   * As {@link #readSafetensors}, of what {@code torch.save} wrote.
   *
   * @param file names the archive
   * @param archive a zip file that PyTorch wrote
   * @param hint the samples that the network will see
   * @param architecture what lies between the weights
   * @return the network
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork readArchive(
      Path file, Archive archive, InputHint hint, Optional<String> architecture)
      throws IOException {
    String top = TorchArchive.top(archive).orElseThrow();
    return assemble(TorchArchive.read(file, archive, top), hint, architecture);
  }

  private static ImportedNetwork assemble(
      StateDict weights, InputHint hint, Optional<String> architecture) {
    int[] dims = dims(hint);
    Architecture layers = Architecture.parse(architecture.orElseThrow(() -> alone(weights, dims)));
    Origin input = new Origin(weights.file(), "architecture", "input", "");
    GraphAssembler graph = new GraphAssembler(input, new ModelInput(dims, ChannelOrder.FIRST));
    TorchLayers handing = new TorchLayers(weights, graph);
    Value value = graph.input();
    for (Architecture.Layer layer : layers.layers()) {
      value = handing.add(layer, value);
    }
    handing.requireEnd();
    return graph.finish(input, weights.format(), value);
  }

  /** The samples as PyTorch takes them, channels first. */
  private static int[] dims(InputHint hint) {
    int[] dims = hint.dims();
    return dims.length == 3 && hint.order() == ChannelOrder.LAST
        ? new int[] {dims[2], dims[0], dims[1]}
        : dims;
  }

  private static UserError alone(StateDict weights, int... samples) {
    int[] dims = samples.clone();
    if (dims.length == 3) {
      // the file knows how many channels its first kernels take; the samples may be others
      dims[0] = weights.firstChannels().orElse(dims[0]);
    }
    String sample = Arrays.stream(dims).mapToObj(d -> ", " + d).collect(Collectors.joining());
    String name = weights.file().getFileName().toString();
    boolean safe = weights.format().equals("safetensors");
    return new UserError(
        Origin.refusal(
                    weights.file(),
                    "weights without the network around them: "
                        + weights.text()
                        + "; say what lies between them with --architecture, or export the network")
                .getMessage()
            + ":\n    net.load_state_dict("
            + (safe ? "safetensors.torch.load_file('" : "torch.load('")
            + name
            + "')); net.eval()\n    example = torch.zeros(1"
            + sample
            + ")\n    torch.onnx.export(net, example, 'net.onnx')");
  }
}
