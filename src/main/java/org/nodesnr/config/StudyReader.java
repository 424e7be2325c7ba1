package org.nodesnr.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/** Reads the config of a study: name, title, study, data, and numbers or lists of numbers. */
public final class StudyReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final String USUAL_DATA = "mnist";

  private StudyReader() {}

  /**
   * @param file a config
   * @param overrides {@code key=value}, each replacing what the file says; later ones win
   * @param studies the settings of each study, by its name
   * @param dataSets names of the data sets that there are
   * @return what it says
   * @throws UserError naming file, line and key when it can't be used
   */
  public static StudySpec read(
      Path file,
      List<String> overrides,
      Map<String, List<StudySetting>> studies,
      Collection<String> dataSets) {
    Sources sources = new Sources();
    ConfigObject given = new HoconReader(sources).read(file, overrides, Section.EMPTY);
    if (!given.containsKey("study")) {
      throw new UserError(
          file + ": study is missing; configs without it are for 'nodesnr run', not for studies");
    }
    String study =
        new KeyedValue(given.get("study"), "study", sources).word(List.copyOf(studies.keySet()));
    List<StudySetting> settings = studies.get(study);
    Section root = Section.root(given, keys(settings), file.toString(), sources);
    KeyedValue name = root.get("name");
    String words = name.text(64);
    name.require(NAME.matcher(words).matches(), "be lower-case letters, digits, '-' and '.'");
    Optional<String> title = root.given("title").map(value -> value.text(200));
    Map<String, List<Double>> numbers = new LinkedHashMap<>(StudySetting.usual(settings));
    for (StudySetting setting : settings) {
      root.given(setting.key()).ifPresent(value -> numbers.put(setting.key(), setting.read(value)));
    }
    String data =
        root.given("data").map(value -> data(value, List.copyOf(dataSets))).orElse(USUAL_DATA);
    return new StudySpec(words, title.orElse(words), study, data, numbers);
  }

  /** Every key that there is, without a value. */
  private static ConfigObject keys(List<StudySetting> settings) {
    Map<String, Object> keys = new HashMap<>();
    List.of("name", "title", "study", "data").forEach(key -> keys.put(key, null));
    settings.forEach(setting -> keys.put(setting.key(), null));
    return ConfigValueFactory.fromMap(keys);
  }

  /** A data set's name, or the block that experiments have: {@code data.set}. */
  private static String data(KeyedValue value, List<String> dataSets) {
    KeyedValue set =
        value.value().valueType() == ConfigValueType.OBJECT
            ? Section.of(value, Set.of("set")).get("set")
            : value;
    return set.word(dataSets);
  }
}
