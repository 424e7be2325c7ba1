package org.nodesnr.models.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small ONNX files: the few lines of protobuf that they take. */
final class OnnxFile {
  private static final int VERSION = 13;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  OnnxFile input(String name, int... dims) {
    return value(11, name, dims);
  }

  OnnxFile output(String name, int... dims) {
    return value(12, name, dims);
  }

  private OnnxFile value(int field, String name, int... dims) {
    ByteArrayOutputStream shape = new ByteArrayOutputStream();
    for (int dim : dims) {
      put(shape, 1, dim < 0 ? bytes("N", 2) : number(1, dim));
    }
    byte[] tensor = join(number(1, 1), block(2, shape.toByteArray()));
    put(graph, field, join(bytes(name, 1), block(2, block(1, tensor))));
    return this;
  }

  /** A node; inputs and outputs are names with blanks between them. */
  OnnxFile node(String type, String inputs, String outputs) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    for (String input : inputs.split(" ")) {
      node.writeBytes(bytes(input, 1));
    }
    for (String output : outputs.split(" ")) {
      node.writeBytes(bytes(output, 2));
    }
    node.writeBytes(bytes(type, 4));
    put(graph, 1, node.toByteArray());
    return this;
  }

  OnnxFile weights(String name, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int k = 0; k < values.length; k++) {
      values[k] = k % 7 - 2.5f;
    }
    return constant(name, List.of(rows, columns), values);
  }

  OnnxFile constant(String name, List<Integer> dims, float... numbers) {
    ByteBuffer values =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      values.putFloat(number);
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    dims.forEach(dim -> tensor.writeBytes(number(1, dim)));
    tensor.writeBytes(join(number(2, 1), bytes(name, 8), block(9, values.array())));
    put(graph, 5, tensor.toByteArray());
    return this;
  }

  Path write(Path file) throws IOException {
    byte[] set = join(bytes("", 1), number(2, VERSION));
    return Files.write(file, join(number(1, 7), block(7, graph.toByteArray()), block(8, set)));
  }

  private static void put(ByteArrayOutputStream out, int field, byte[] content) {
    out.writeBytes(block(field, content));
  }

  private static byte[] bytes(String text, int field) {
    return block(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] block(int field, byte[] content) {
    return join(varint((field << 3) | 2), varint(content.length), content);
  }

  private static byte[] number(int field, int value) {
    return join(varint(field << 3), varint(value));
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    for (; rest > 127; rest >>>= 7) {
      out.write((rest & 127) | 128);
    }
    out.write(rest);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
