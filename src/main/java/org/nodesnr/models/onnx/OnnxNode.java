package org.nodesnr.models.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.models.Origin;

/**
 * An operation of an ONNX file.
 *
 * @param origin its place, type and name
 * @param domain whose operation it is; empty for ONNX's own
 * @param inputs names of the values it takes; empty for one left out
 * @param outputs names of the values it makes
 * @param attributes what else it is told
 */
record OnnxNode(
    Origin origin,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /** An attribute, which has one of these. */
  record Attribute(float real, long integer, String text, OnnxTensor tensor, long[] integers) {}

  /**
   * @param in the node
   * @param file the file
   * @param place number of the node, from 0
   */
  static OnnxNode parse(ProtoReader in, Path file, int place) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    String name = "";
    String type = "";
    String domain = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> type = in.text();
        case 5 -> attribute(in.message(), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    Origin origin = new Origin(file, "nodes[" + place + "]", type, name);
    return new OnnxNode(
        origin, domain.equals("ai.onnx") ? "" : domain, inputs, outputs, attributes);
  }

  private static void attribute(ProtoReader in, Map<String, Attribute> attributes) {
    String name = "";
    float real = 0;
    long integer = 0;
    String text = "";
    OnnxTensor tensor = null;
    long[] integers = {};
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> real = in.real();
        case 3 -> integer = in.integer();
        case 4 -> text = in.text();
        case 5 -> tensor = OnnxTensor.parse(in.message());
        case 8 -> integers = in.integers(integers);
        default -> in.skip();
      }
    }
    attributes.put(name, new Attribute(real, integer, text, tensor, integers));
  }

  /** What the operation is called. */
  String type() {
    return origin.type();
  }

  /** Name of an input; empty where it is left out. */
  String input(int k) {
    return k < inputs.size() ? inputs.get(k) : "";
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  long integer(String attribute, long otherwise) {
    return has(attribute) ? attributes.get(attribute).integer() : otherwise;
  }

  float real(String attribute, float otherwise) {
    return has(attribute) ? attributes.get(attribute).real() : otherwise;
  }

  String text(String attribute, String otherwise) {
    return has(attribute) ? attributes.get(attribute).text() : otherwise;
  }

  /**
   * @param attribute name of an attribute
   * @param count how many integers it must have
   * @param otherwise each of them where it is missing
   */
  int[] sizes(String attribute, int count, int otherwise) {
    int[] sizes = new int[count];
    for (int k = 0; k < count; k++) {
      long[] given = has(attribute) ? attributes.get(attribute).integers() : null;
      if (given != null && given.length != count) {
        throw origin.refuse(attribute + " has " + given.length + " numbers, not " + count);
      }
      long size = given == null ? otherwise : given[k];
      if (size != (int) size) {
        throw origin.refuse(attribute + " is too large");
      }
      sizes[k] = (int) size;
    }
    return sizes;
  }
}
