package org.nodesnr.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;

/**
 * Every key of a config with its default: those of {@code base} from their declarations in {@link
 * Settings}, the others from {@code nodesnr-reference.conf}.
 */
final class Defaults {
  private static final String FILE = "nodesnr-reference.conf";

  private Defaults() {}

  static ConfigObject defaults() {
    try (InputStream in = Defaults.class.getResourceAsStream("/" + FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setOriginDescription(FILE))
          .root()
          .withValue("base", base());
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " can't be read", e);
    }
  }

  private static ConfigObject base() {
    Map<String, Object> base = new TreeMap<>();
    Map<String, Map<String, Object>> blocks = new HashMap<>();
    for (Setting<?> setting : Settings.ALL) {
      Map<String, Object> block =
          setting.block().isEmpty()
              ? base
              : blocks.computeIfAbsent(setting.block(), name -> new TreeMap<>());
      block.put(setting.name(), setting.plainDefault());
    }
    base.putAll(blocks);
    base.put(RegimeGrid.NETWORK, null);
    return ConfigValueFactory.fromMap(base, FILE);
  }
}
