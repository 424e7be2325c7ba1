package org.nodesnr.models.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.spec.Activation;

/** The values of an ONNX network that depend on the samples, by name. */
final class Flows {
  private final GraphAssembler graph;
  private final Constants constants;
  private final Map<String, Flow> flows = new HashMap<>();

  Flows(GraphAssembler graph, Constants constants) {
    this.graph = graph;
    this.constants = constants;
  }

  GraphAssembler graph() {
    return graph;
  }

  Constants constants() {
    return constants;
  }

  boolean has(String name) {
    return flows.containsKey(name);
  }

  void put(String name, Flow flow) {
    flows.put(name, flow);
  }

  /** Says what an operation makes. */
  void put(OnnxNode node, Value made) {
    flows.put(node.outputs().get(0), Flow.of(made));
  }

  /** What an operation takes, as it is. */
  Flow flow(OnnxNode node, int input) {
    Flow flow = flows.get(node.input(input));
    if (flow == null) {
      throw node.origin()
          .refuse("takes '" + node.input(input) + "', where what depends on the samples belongs");
    }
    return flow;
  }

  /** What an operation takes, any function of it applied. */
  Value value(OnnxNode node, int input) {
    flow(node, input);
    return value(node.input(input));
  }

  /** A value by name, any function of it applied. */
  Value value(String name) {
    Flow flow = flows.get(name);
    if (flow.formula() == null) {
      return flow.value();
    }
    Value made = applied(flow);
    flows.put(name, Flow.of(made));
    return made;
  }

  private Value applied(Flow flow) {
    Formula formula = flow.formula();
    Origin origin = flow.origin();
    if (formula.isAffine()) {
      return graph.affine(
          origin, flow.value(), scalar((float) formula.scale()), scalar((float) formula.shift()));
    }
    Optional<Activation> activation = formula.activation();
    return activation.isPresent()
        ? graph.activation(origin, flow.value(), activation.orElseThrow())
        : graph.activation(origin, flow.value(), formula.curve(origin.type()));
  }

  private static Tensor scalar(float value) {
    return new Tensor(new int[0], new float[] {value});
  }
}
