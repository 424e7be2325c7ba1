package org.nodesnr.models.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.Origin;

/**
 * Reads ONNX files, such as {@code torch.onnx.export} and tf2onnx write. The first dimension of
 * every value counts the samples. Source: the ONNX operator schemas.
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
      throw Origin.refusal(
          file,
          "the network has "
              + graph.inputs().size()
              + " inputs "
              + graph.inputs().keySet()
              + " and "
              + graph.outputs().size()
              + " outputs "
              + graph.outputs()
              + "; one of each is supported");
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
    GraphAssembler assembler = new GraphAssembler(origin, modelInput);
    Constants constants = new Constants(graph.constants());
    Flows flows = new Flows(assembler, constants);
    OnnxLayers layers = new OnnxLayers(graph.version(), dims[0], flows);
    flows.put(input.getKey(), Flow.of(assembler.input()));
    for (OnnxNode node : NodeOrder.sorted(graph)) {
      OnnxLayers.checkKind(node);
      if (constants.allConstant(node)) {
        constants.compute(node);
      } else {
        layers.add(node);
      }
    }
    String output = graph.outputs().get(0);
    Origin end = new Origin(file, "outputs[0]", "Output", output);
    if (!flows.has(output)) {
      throw end.refuse("no operation makes it from the input");
    }
    return assembler.finish(end, "ONNX", flows.value(output));
  }
}
