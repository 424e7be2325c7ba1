package org.nodesnr.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.nodesnr.config.LayerSpec.Convolution;
import org.nodesnr.config.LayerSpec.Dense;
import org.nodesnr.config.LayerSpec.Nonlinearity;
import org.nodesnr.config.LayerSpec.Padding;
import org.nodesnr.config.LayerSpec.Pooling;
import org.nodesnr.config.LayerSpec.Reduction;
import org.nodesnr.config.NetworkSpec.ConvolutionSpec;

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
      network.layers().forEach(layer -> layers.add(write(layer)));
      return json;
    }
    json.put(ACTIVATION, KeyedValue.name(form.get().activation()));
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

  private static ObjectNode write(LayerSpec layer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (layer instanceof Convolution c) {
      return json.put(ACTIVATION, KeyedValue.name(c.activation()))
          .put("channels", c.nodes())
          .put("kernel", c.kernel())
          .put("padding", KeyedValue.name(c.padding()))
          .put("stride", c.stride())
          .put("type", "convolution");
    } else if (layer instanceof Pooling p) {
      return json.put("padding", KeyedValue.name(p.padding()))
          .put("stride", p.stride())
          .put("type", KeyedValue.name(p.reduction()) + "-pool")
          .put("window", p.window());
    } else if (layer instanceof Dense d) {
      return json.put(ACTIVATION, KeyedValue.name(d.activation()))
          .put("dropProbability", SpecJson.number(d.dropProbability()))
          .put("nodes", d.nodes())
          .put("type", "dense");
    }
    return json.put("function", KeyedValue.name(((Nonlinearity) layer).activation()))
        .put("type", ACTIVATION);
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
        activation(fields, ACTIVATION));
  }

  private static LayerSpec layer(JsonFields fields) {
    String type = fields.text("type");
    LayerSpec layer =
        switch (type) {
          case "convolution" ->
              new Convolution(
                  fields.integer("kernel"),
                  fields.integer("channels"),
                  fields.integer("stride"),
                  padding(fields),
                  activation(fields, ACTIVATION));
          case "max-pool" -> pooling(fields, Reduction.MAX);
          case "average-pool" -> pooling(fields, Reduction.AVERAGE);
          case "dense" ->
              new Dense(
                  fields.integer("nodes"),
                  activation(fields, ACTIVATION),
                  fields.real("dropProbability"));
          case ACTIVATION -> new Nonlinearity(activation(fields, "function"));
          default ->
              throw new IllegalArgumentException(
                  "run spec: " + fields.path() + "type is no " + type);
        };
    ObjectNode known = write(layer);
    for (Iterator<String> names = fields.json().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.has(name)) {
        throw new IllegalArgumentException("run spec: unknown key " + fields.path() + name);
      }
    }
    return layer;
  }

  private static Pooling pooling(JsonFields fields, Reduction reduction) {
    return new Pooling(
        reduction, fields.integer("window"), fields.integer("stride"), padding(fields));
  }

  private static Padding padding(JsonFields fields) {
    return fields.constant("padding", List.of(Padding.values()));
  }

  private static Activation activation(JsonFields fields, String key) {
    return fields.constant(key, List.of(Activation.values()));
  }
}
