package org.nodesnr.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.WrittenBlock;

/** A block of a config whose keys are known: others are refused when it is opened. */
final class Section implements WrittenBlock {
  static final ConfigObject EMPTY = ConfigFactory.empty().root();

  private final String path;
  private final ConfigObject given;
  private final ConfigObject defaults;
  private final String place;
  private final Sources sources;

  private Section(
      String path, ConfigObject given, ConfigObject defaults, String place, Sources sources) {
    this.path = path;
    this.given = given;
    this.defaults = defaults;
    this.place = place;
    this.sources = sources;
  }

  /** The whole config; its keys are those of the defaults. */
  static Section root(ConfigObject given, ConfigObject defaults, String file, Sources sources) {
    Section root = new Section("", given, defaults, file, sources);
    root.refuseUnknown(defaults.keySet());
    return root;
  }

  /** A block within a list or a map: it has the keys given here, and no defaults. */
  static Section of(KeyedValue value, Set<String> keys) {
    Section section =
        new Section(
            value.path(),
            value.object(),
            EMPTY,
            value.sources().place(value.value().origin()),
            value.sources());
    section.refuseUnknown(keys);
    return section;
  }

  private void refuseUnknown(Collection<String> known) {
    entries(given).stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw new UserError(
                  sources.place(entry.getValue().origin())
                      + ": unknown key '"
                      + KeyedValue.ascii(path(entry.getKey()))
                      + "'"
                      + (known.contains("base") && ofRegime(entry.getKey())
                          ? "; it is a key of a regime: write base."
                              + entry.getKey()
                              + " for all of them"
                          : Suggestions.hint(entry.getKey(), known)));
            });
  }

  private static boolean ofRegime(String key) {
    return Settings.ALL.stream().anyMatch(setting -> setting.key().split("\\.")[0].equals(key));
  }

  /** Entries in the order in which they are written; those of one line by name. */
  private List<Map.Entry<String, ConfigValue>> entries(ConfigObject object) {
    return object.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ConfigValue> e) -> sources.position(e.getValue().origin()))
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private String path(String key) {
    String quoted = ConfigUtil.joinPath(key);
    return path.isEmpty() ? quoted : path + "." + quoted;
  }

  private static Optional<ConfigValue> find(ConfigObject object, String key) {
    return Optional.ofNullable(object.get(key))
        .filter(value -> value.valueType() != ConfigValueType.NULL);
  }

  /** The value that the config gives, null being none. */
  @Override
  public Optional<KeyedValue> given(String key) {
    return find(given, key)
        .map(value -> sources.given(value.origin()) ? value : here(value))
        .map(value -> new KeyedValue(value, path(key), sources));
  }

  /** The value, or its default. */
  @Override
  public KeyedValue get(String key) {
    return given(key)
        .or(() -> find(defaults, key).map(value -> new KeyedValue(here(value), path(key), sources)))
        .orElseThrow(() -> new UserError(place + ": " + path(key) + " is missing"));
  }

  /** A default, as if it stood at this block: that is where to give another value. */
  private ConfigValue here(ConfigValue value) {
    return value.withOrigin(ConfigOriginFactory.newSimple(place));
  }

  /** A block within that has the keys given here, and no defaults; empty where it is not given. */
  Section block(String key, Set<String> keys) {
    return given(key)
        .map(value -> of(value, keys))
        .orElse(new Section(path(key), EMPTY, EMPTY, place, sources));
  }

  /** A block within, with the defaults of that block; empty where it is not given. */
  Section section(String key) {
    ConfigObject inner = (ConfigObject) defaults.get(key);
    Optional<KeyedValue> value = given(key);
    Section section =
        new Section(
            path(key),
            value.map(KeyedValue::object).orElse(EMPTY),
            inner,
            value.map(v -> sources.place(v.value().origin())).orElse(place),
            sources);
    section.refuseUnknown(inner.keySet());
    return section;
  }

  /**
   * The values of a block whose keys are names, in the order in which they are written; names whose
   * value is null are left out.
   */
  List<Map.Entry<String, KeyedValue>> named(String key) {
    KeyedValue value = get(key);
    ConfigObject object = value.object();
    return sources.order(value.path(), object.keySet()).stream()
        .filter(name -> find(object, name).isPresent())
        .map(
            name ->
                Map.entry(
                    name,
                    new KeyedValue(
                        object.get(name), value.path() + "." + ConfigUtil.joinPath(name), sources)))
        .toList();
  }
}
