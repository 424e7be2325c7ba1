package org.nodesnr.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/** Reads the config of a study: name, title, study, data, and numbers or lists of numbers. */
public final class StudyReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final List<String> WORDS = List.of("name", "title", "study", "data");

  /** Settings of studies that count something, of which there must be one at least. */
  private static final Set<String> COUNTS =
      Set.of(
          "sets",
          "sizes",
          "width",
          "widths",
          "samples",
          "testSamples",
          "otherSamples",
          "noises",
          "repeats",
          "batch",
          "epochs");

  /** Settings that are shares. */
  private static final Set<String> SHARES = Set.of("labelNoise", "dropout", "stopAccuracy");

  private StudyReader() {}

  /**
   * @param file a config
   * @param studies by name, the settings of each with their defaults
   * @return what it says
   * @throws UserError naming file and key when it can't be used
   */
  public static StudySpec read(Path file, Map<String, Map<String, List<Double>>> studies) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file");
    }
    try {
      Config config =
          ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .resolve();
      return read(file, config, studies);
    } catch (ConfigException e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }

  private static StudySpec read(
      Path file, Config config, Map<String, Map<String, List<Double>>> studies) {
    if (!config.hasPath("study")) {
      throw new UserError(
          file + ": study is missing; configs without it are for 'nodesnr run', not for studies");
    }
    String study = config.getString("study");
    if (!studies.containsKey(study)) {
      throw new UserError(
          file + ": study: '" + study + "' is none of " + String.join(", ", studies.keySet()));
    }
    String name = config.getString("name");
    if (!NAME.matcher(name).matches()) {
      throw new UserError(file + ": name: use lower-case letters, digits, '-' and '.'");
    }
    Map<String, List<Double>> settings = new LinkedHashMap<>(studies.get(study));
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      String key = entry.getKey();
      if (!WORDS.contains(key)) {
        if (!settings.containsKey(key)) {
          throw new UserError(
              file
                  + ": "
                  + key
                  + ": study "
                  + study
                  + " has "
                  + String.join(", ", settings.keySet()));
        }
        settings.put(key, numbers(file, key, config, entry.getValue()));
      }
    }
    String title = config.hasPath("title") ? config.getString("title") : name;
    String data = config.hasPath("data") ? config.getString("data") : "mnist";
    return new StudySpec(name, title, study, data, settings);
  }

  private static List<Double> numbers(Path file, String key, Config config, ConfigValue value) {
    List<Double> numbers =
        value.valueType() == ConfigValueType.LIST
            ? config.getDoubleList(key)
            : List.of(config.getDouble(key));
    if (numbers.isEmpty() || numbers.stream().anyMatch(x -> !Double.isFinite(x) || x < 0)) {
      throw new UserError(file + ": " + key + ": give numbers of at least 0");
    }
    if (COUNTS.contains(key) && numbers.stream().anyMatch(x -> x < 1)) {
      throw new UserError(file + ": " + key + ": give numbers of at least 1");
    }
    if (SHARES.contains(key) && numbers.stream().anyMatch(x -> x > 1)) {
      throw new UserError(file + ": " + key + ": give numbers from 0 to 1");
    }
    if (key.equals("steps")) {
      for (int i = 1; i < numbers.size(); i++) {
        if (numbers.get(i) <= numbers.get(i - 1)) {
          throw new UserError(file + ": steps: give them in rising order");
        }
      }
    }
    return numbers;
  }
}
