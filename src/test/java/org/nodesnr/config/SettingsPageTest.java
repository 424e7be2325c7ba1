package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nodesnr.spec.ConstantNames;
import org.nodesnr.spec.LayerKind;
import org.nodesnr.spec.LayerKinds;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.ShortNumbers;

/**
 * {@code docs/settings.md} is made of the declarations and of {@code nodesnr-reference.conf}; with
 * {@code -Dgolden.write=true} it is written.
 */
class SettingsPageTest {
  private static final Path PAGE = Path.of("docs", "settings.md");
  private static final String HEAD =
      """
      # Every key of a config

      A config names what differs from the defaults below; `configs/` has examples. A key without default must be given,
      and a key set to null gets its default back. Defaults are left out of the hash that identifies a run: a new key
      leaves the ids of stored runs alone. In tables of runs a key of `base` is the column `regime.` and its name.

      ## base and every regime

      `base` is what every regime starts from, and a regime gives what differs. A value may be a list; lists multiply out.

      | key | default | values | meaning |
      |---|---|---|---|
      """;

  private static final String LAYERS =
      """
      ## The layers of a list

      `network` may be a list of layers from the input on, each a block `{ type = …, … }`. The softmax layer at the end is not
      listed.

      | type | key | default | values | meaning |
      |---|---|---|---|---|
      """;

  @Test
  void thePageSaysWhatIsDeclared() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting<?> setting : Settings.ALL) {
      String unit = setting.unit().isEmpty() ? "" : " (" + setting.unit() + ")";
      String range = setting.kind().range() + unit;
      row(page, setting.key(), usual(setting), range, setting.meaning());
    }
    page.append('\n');
    Settings.BLOCKS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> page.append("`" + e.getKey() + "`: " + e.getValue() + "\n\n"));
    page.append(LAYERS);
    for (LayerKind<?> kind : LayerKinds.ALL) {
      row(page, kind.type(), "", "", "", kind.meaning());
      for (LayerKind.Key<?, ?> key : kind.keys()) {
        page.append("| ");
        row(page, key.name(), key.usual().text(), key.kind().range(), key.meaning());
      }
    }
    page.append('\n');
    page.append("## The rest\n\n| key | default | meaning |\n|---|---|---|\n");
    rows(page, "", Defaults.defaults().withoutKey("base"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private static String usual(Setting<?> setting) {
    return setting
        .usual()
        .map(value -> value instanceof Enum<?> word ? ConstantNames.name(word) : value)
        .map(value -> value instanceof Double number ? ShortNumbers.text(number) : value.toString())
        .orElse("");
  }

  private static void rows(StringBuilder page, String path, ConfigObject block) {
    List<Map.Entry<String, ConfigValue>> entries =
        block.entrySet().stream()
            .sorted(Comparator.comparing(e -> e.getValue().origin().lineNumber()))
            .toList();
    for (Map.Entry<String, ConfigValue> entry : entries) {
      ConfigValue value = entry.getValue();
      String key = path + entry.getKey();
      String meaning =
          value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
      boolean inner = value instanceof ConfigObject object && !object.isEmpty();
      boolean none = value.valueType() == ConfigValueType.NULL;
      if (!inner) {
        assertThat(meaning).as(key).isNotEmpty();
        row(page, key, none ? "" : value.render(ConfigRenderOptions.concise()), meaning);
      } else {
        if (!meaning.isEmpty()) {
          row(page, key, "", meaning);
        }
        rows(page, key + ".", (ConfigObject) value);
      }
    }
  }

  private static void row(StringBuilder page, String key, String... cells) {
    page.append("| `").append(key).append("` | ").append(String.join(" | ", cells)).append(" |\n");
  }
}
