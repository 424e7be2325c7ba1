package org.nodesnr.models.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;

/**
 * Reads ONNX files whose operations form one line, as {@code torch.onnx.export} writes them. The
 * first dimension of every value counts the samples. Source: the ONNX operator schemas.
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * @param file the file
   * @param hint the samples that the network will see
   * @return the network
   * @throws UserError when the file is damaged or holds what is not supported
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork read(Path file, InputHint hint) throws IOException {
    OnnxGraph graph;
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new UserError(file + ": files of more than 2 GiB are not supported");
      }
      graph = OnnxGraph.parse(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    return assemble(file, graph, hint);
  }

  private static ImportedNetwork assemble(Path file, OnnxGraph graph, InputHint hint) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new UserError(
          file
              + ": the network has "
              + graph.inputs().size()
              + " inputs and "
              + graph.outputs().size()
              + " outputs; one of each is supported");
    }
    Map.Entry<String, int[]> input = graph.inputs().entrySet().iterator().next();
    Origin origin = new Origin(file, "inputs[0]", "Input", input.getKey());
    int[] dims = input.getValue();
    if (dims.length < 2) {
      throw origin.refuse("its dimensions are not those of samples");
    }
    int[] open = Arrays.copyOfRange(dims, 1, dims.length);
    ModelInput modelInput =
        new ModelInput(hint.close(origin, open, ChannelOrder.FIRST), ChannelOrder.FIRST);
    NetworkAssembler assembler = new NetworkAssembler(origin, modelInput);
    Constants constants = new Constants(graph.constants());
    OnnxLayers layers = new OnnxLayers(graph.version(), dims[0], constants, assembler);
    String current = input.getKey();
    for (OnnxNode node : graph.nodes()) {
      if (constants.allConstant(node)) {
        constants.compute(node);
      } else if (node.type().equals("Shape") && node.input(0).equals(current)) {
        constants.shape(node, assembler.dims());
      } else {
        current = follow(node, current, constants, layers);
      }
    }
    String output = graph.outputs().get(0);
    Origin end = new Origin(file, "outputs[0]", "Output", output);
    if (!output.equals(current)) {
      throw end.refuse(
          "it is not what the last operation makes; networks in one line are supported");
    }
    return assembler.finish(end, "ONNX");
  }

  /** An operation on the current value, which must be the only one that depends on the samples. */
  private static String follow(
      OnnxNode node, String current, Constants constants, OnnxLayers layers) {
    long varying = node.inputs().stream().filter(n -> !n.isEmpty() && !constants.has(n)).count();
    if (varying != 1 || !node.inputs().contains(current)) {
      throw node.origin()
          .refuse(
              "takes "
                  + String.join(", ", node.inputs())
                  + "; networks in one line are supported, without branches");
    }
    layers.add(node, node.inputs().indexOf(current));
    return node.outputs().get(0);
  }
}
