package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The declaration of a kind of layer. It drives how a block of a list of layers is read from a
 * config, refused, written to records and read back, and what the documentation says. A kind is
 * added by a class of its own that has its declaration, a line in {@link LayerKinds}, and what it
 * computes.
 *
 * @param type the word that a block gives as its type
 * @param meaning what it is, and where it may stand
 * @param is whether a layer is of this kind
 * @param keys those of its block, beside the type
 * @param make makes the layer of their values
 * @param place puts it behind the layers before it
 * @param <L> type of the layer
 */
public record LayerKind<L extends LayerSpec>(
    String type,
    String meaning,
    Predicate<LayerSpec> is,
    List<Key<L, ?>> keys,
    Function<Values, L> make,
    Place<L> place) {
  private static final String TYPE = "type";

  /** Puts a layer behind those before it, or refuses it there. */
  @FunctionalInterface
  public interface Place<L> {
    /**
     * @param before modified: the layers before it
     * @param layer the layer
     * @param value its block, for refusals
     */
    void put(List<LayerSpec> before, L layer, WrittenValue value);
  }

  /**
   * A default.
   *
   * @param of of the values of the keys before it
   * @param text as the documentation has it; empty where the key must be given
   * @param left whether records leave it out
   * @param <T> type of the value
   */
  public record Usual<T>(Function<Values, T> of, String text, boolean left) {
    /** None: the key must be given. */
    static <T> Usual<T> none() {
      return new Usual<>(values -> null, "", false);
    }
  }

  /**
   * The declaration of a key.
   *
   * @param name the key
   * @param kind what its values are
   * @param usual the default
   * @param meaning with its unit
   * @param of the value that a layer has
   * @param <L> type of the layer
   * @param <T> type of the values
   */
  public record Key<L, T>(
      String name, Kind<T> kind, Usual<T> usual, String meaning, Function<L, T> of) {

    /** One that must be given. */
    static <L, T> Key<L, T> required(String name, Kind<T> kind, String meaning, Function<L, T> of) {
      return new Key<>(name, kind, Usual.none(), meaning, of);
    }

    /** One that has a default, which records leave out. */
    static <L, T> Key<L, T> optional(
        String name, Kind<T> kind, T usual, String meaning, Function<L, T> of) {
      return withDefault(name, kind, usual, true, meaning, of);
    }

    /** One that has a default, which records write out: of the first five kinds. */
    static <L, T> Key<L, T> written(
        String name, Kind<T> kind, T usual, String meaning, Function<L, T> of) {
      return withDefault(name, kind, usual, false, meaning, of);
    }

    private static <L, T> Key<L, T> withDefault(
        String name, Kind<T> kind, T usual, boolean left, String meaning, Function<L, T> of) {
      String text =
          usual instanceof Double number
              ? ShortNumbers.text(number)
              : String.valueOf(kind.plain(usual));
      return new Key<>(name, kind, new Usual<>(values -> usual, text, left), meaning, of);
    }

    private void read(WrittenBlock block, Values values) {
      Optional<? extends WrittenValue> given =
          usual.text().isEmpty() ? Optional.of(block.get(name)) : block.given(name);
      values.all.put(name, given.isPresent() ? kind.read(given.get()) : usual.of().apply(values));
    }

    private void parse(JsonFields fields, Values values) {
      boolean left = usual.left() && !fields.json().has(name);
      values.all.put(name, left ? usual.of().apply(values) : kind.parse(fields, name));
    }

    private Optional<JsonNode> write(L layer, Values values) {
      T value = of.apply(layer);
      boolean left = usual.left() && value.equals(usual.of().apply(values));
      values.all.put(name, value);
      return left ? Optional.empty() : Optional.of(kind.write(value));
    }
  }

  /** The values of a layer's keys. */
  public static final class Values {
    private final Map<String, Object> all = new HashMap<>();

    /** That of a key. */
    @SuppressWarnings("unchecked")
    <T> T get(Key<?, T> key) {
      return (T) all.get(key.name());
    }
  }

  /** A kind that may stand anywhere. */
  static <L extends LayerSpec> LayerKind<L> of(
      String type,
      String meaning,
      Predicate<LayerSpec> is,
      List<Key<L, ?>> keys,
      Function<Values, L> make) {
    return new LayerKind<>(
        type, meaning, is, keys, make, (before, layer, value) -> before.add(layer));
  }

  /** The same, put behind others in a way of its own. */
  LayerKind<L> placed(Place<L> how) {
    return new LayerKind<>(type, meaning, is, keys, make, how);
  }

  /**
   * @return the keys of its block, the type among them
   */
  public Set<String> names() {
    Set<String> names = new HashSet<>(Set.of(TYPE));
    keys.forEach(key -> names.add(key.name()));
    return names;
  }

  /**
   * Reads a block of a config.
   *
   * @param before modified: the layers before it
   * @param block the block, which has only {@link #names()}
   * @param value the same, for refusals
   */
  public void read(List<LayerSpec> before, WrittenBlock block, WrittenValue value) {
    Values values = new Values();
    keys.forEach(key -> key.read(block, values));
    place.put(before, make.apply(values), value);
  }

  /** As records have it, keys sorted. */
  @SuppressWarnings("unchecked")
  ObjectNode write(LayerSpec layer) {
    Map<String, JsonNode> json = new TreeMap<>();
    json.put(TYPE, JsonNodeFactory.instance.textNode(type));
    Values values = new Values();
    for (Key<L, ?> key : keys) {
      key.write((L) layer, values).ifPresent(value -> json.put(key.name(), value));
    }
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    json.forEach(sorted::set);
    return sorted;
  }

  /** From a record. */
  L parse(JsonFields fields) {
    Set<String> known = names();
    for (Iterator<String> names = fields.json().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new IllegalArgumentException("run spec: unknown key " + fields.path() + name);
      }
    }
    Values values = new Values();
    keys.forEach(key -> key.parse(fields, values));
    return make.apply(values);
  }
}
