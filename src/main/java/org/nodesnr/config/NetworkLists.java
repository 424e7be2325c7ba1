package org.nodesnr.config;

import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that a regime's key {@code network} stands for. A list whose elements are blocks
 * with a type is one network, of these layers; the elements of any other list are networks. In a
 * block, activations in a list, and lists in the list of {@code dense} or {@code convolutions},
 * multiply out.
 */
final class NetworkLists {
  private static final List<String> KEYS = List.of("convolutions", "dense", "activation");

  private NetworkLists() {}

  /** Each of them, none of them a list of networks. */
  static List<KeyedValue> alternatives(KeyedValue value) {
    List<KeyedValue> networks = new ArrayList<>();
    for (KeyedValue one : isListOfNetworks(value) ? value.alternatives() : List.of(value)) {
      networks.addAll(one.value() instanceof ConfigObject ? blocks(one) : List.of(one));
    }
    return networks;
  }

  /** Whether there is a list, of one network even. */
  static boolean vary(KeyedValue value) {
    return isListOfNetworks(value)
        || (value.value() instanceof ConfigObject block
            && KEYS.stream().anyMatch(key -> varies(value, block, key)));
  }

  private static boolean isListOfNetworks(KeyedValue value) {
    return value.isList()
        && value.list().stream()
            .anyMatch(one -> !(one.value() instanceof ConfigObject o) || !o.containsKey("type"));
  }

  private static List<KeyedValue> blocks(KeyedValue value) {
    List<KeyedValue> blocks = List.of(value);
    for (String key : KEYS) {
      List<KeyedValue> longer = new ArrayList<>();
      for (KeyedValue block : blocks) {
        ConfigObject object = (ConfigObject) block.value();
        if (varies(block, object, key)) {
          for (KeyedValue one : of(block, object, key).alternatives()) {
            longer.add(
                new KeyedValue(object.withValue(key, one.value()), block.path(), block.sources()));
          }
        } else {
          longer.add(block);
        }
      }
      blocks = longer;
    }
    return blocks;
  }

  private static boolean varies(KeyedValue value, ConfigObject block, String key) {
    if (!block.containsKey(key)) {
      return false;
    }
    KeyedValue given = of(value, block, key);
    return given.isList()
        && (key.equals("activation") || given.list().stream().anyMatch(KeyedValue::isList));
  }

  private static KeyedValue of(KeyedValue value, ConfigObject block, String key) {
    return new KeyedValue(block.get(key), value.path() + "." + key, value.sources());
  }
}
