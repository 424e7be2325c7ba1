package org.nodesnr.models.onnx;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;

/**
 * What an ONNX file holds. Field numbers are those of {@code onnx.proto}.
 *
 * @param version of ONNX's own set of operations
 * @param nodes operations, each after those whose values it takes
 * @param constants by name
 * @param inputs what the network is given, by name: its dimensions, −1 where the file leaves one
 *     open; the constants are not among them
 * @param outputs names of what it makes
 */
record OnnxGraph(
    long version,
    List<OnnxNode> nodes,
    Map<String, OnnxTensor> constants,
    Map<String, int[]> inputs,
    List<String> outputs) {

  static OnnxGraph parse(Path file, ByteBuffer content) {
    ProtoReader in = new ProtoReader(file, content);
    OnnxGraph graph = null;
    long irVersion = 0;
    long version = 1;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> irVersion = in.integer();
        case 7 -> graph = graph(file, in.message());
        case 8 -> version = Math.max(version, operations(in.message()));
        default -> in.skip();
      }
    }
    if (graph == null || irVersion < 1 || graph.outputs.isEmpty()) {
      throw in.damaged();
    }
    return new OnnxGraph(version, graph.nodes, graph.constants, graph.inputs, graph.outputs);
  }

  /** Version of a set of operations, 0 if it is not ONNX's own. */
  private static long operations(ProtoReader in) {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.integer();
        default -> in.skip();
      }
    }
    return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
  }

  private static OnnxGraph graph(Path file, ProtoReader in) {
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, OnnxTensor> constants = new LinkedHashMap<>();
    Map<String, int[]> inputs = new LinkedHashMap<>();
    Map<String, int[]> outputs = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(OnnxNode.parse(in.message(), file, nodes.size()));
        case 5 -> {
          OnnxTensor constant = OnnxTensor.parse(in.message());
          constants.put(constant.name(), constant);
        }
        case 11 -> value(in.message(), inputs);
        case 12 -> value(in.message(), outputs);
        case 15 -> throw new UserError(file + ": sparse constants are not supported");
        default -> in.skip();
      }
    }
    inputs.keySet().removeAll(constants.keySet());
    return new OnnxGraph(0, nodes, constants, inputs, List.copyOf(outputs.keySet()));
  }

  /** ValueInfoProto → TypeProto → Tensor → TensorShapeProto → Dimension. */
  private static void value(ProtoReader in, Map<String, int[]> values) {
    String name = "";
    int[] dims = {};
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> dims = shape(only(only(in.message(), 1), 2));
        default -> in.skip();
      }
    }
    values.put(name, dims);
  }

  /** The message in a field; null where there is none. */
  private static ProtoReader only(ProtoReader in, int field) {
    ProtoReader found = null;
    while (in != null && in.next()) {
      if (in.field() == field) {
        found = in.message();
      } else {
        in.skip();
      }
    }
    return found;
  }

  private static int[] shape(ProtoReader in) {
    List<Integer> dims = new ArrayList<>();
    while (in != null && in.next()) {
      if (in.field() == 1) {
        dims.add(dimension(in.message()));
      } else {
        in.skip();
      }
    }
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int dimension(ProtoReader in) {
    long size = -1;
    while (in.next()) {
      if (in.field() == 1) {
        size = in.integer();
      } else {
        in.skip();
      }
    }
    return size < 1 || size > Integer.MAX_VALUE ? -1 : (int) size;
  }
}
