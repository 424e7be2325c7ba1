package org.nodesnr.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;

/** A network as JSON: in the short form where it has one, else {@code layers}. */
final class NetworkJson {
  private static final String LAYERS = "layers";
  private static final String ACTIVATION = "activation";

  private NetworkJson() {}

  static ObjectNode write(NetworkSpec network) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Optional<NetworkSpec.Short> form = network.shortForm();
    if (form.isEmpty()) {
      ArrayNode layers = json.putArray(LAYERS);
      network.layers().forEach(layer -> layers.add(LayerKinds.of(layer).write(layer)));
      return json;
    }
    json.put(ACTIVATION, ConstantNames.name(form.get().activation()));
    ArrayNode convolutions = json.putArray("convolutions");
    for (ConvolutionSpec convolution : form.get().convolutions()) {
      convolutions
          .addObject()
          .put("channels", convolution.channels())
          .put("kernel", convolution.kernel())
          .put("pool", convolution.pool());
    }
    ArrayNode dense = json.putArray("dense");
    form.get().dense().forEach(dense::add);
    return json;
  }

  static NetworkSpec read(JsonFields fields) {
    if (fields.json().has(LAYERS)) {
      return new NetworkSpec(fields.elements(LAYERS, NetworkJson::layer));
    }
    return new NetworkSpec(
        fields.elements(
            "convolutions",
            c ->
                new ConvolutionSpec(c.integer("kernel"), c.integer("channels"), c.integer("pool"))),
        fields.integers("dense"),
        fields.constant(ACTIVATION, List.of(Activation.values())));
  }

  private static LayerSpec layer(JsonFields fields) {
    String type = fields.text("type");
    return LayerKinds.named(type)
        .orElseThrow(
            () -> new IllegalArgumentException("run spec: " + fields.path() + "type is no " + type))
        .parse(fields);
  }
}
