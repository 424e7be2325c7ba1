package org.nodesnr.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.UserError;

/**
 * Reads HOCON: a file, the files that it includes, and overrides. Nothing else enters: no system
 * properties, no environment, no class path, no URL; and what is read is bounded, so that no file
 * can make the program run out of memory.
 */
final class HoconReader {
  /** Greatest size of one file in bytes. */
  static final int MAX_FILE_BYTES = 64 * 1024;

  /** Greatest number of files, the first one included. */
  static final int MAX_FILES = 16;

  /**
   * Greatest number of substitutions in all files: each may repeat its text, so a chain of n can
   * make a text 3^(n/3) times as long.
   */
  static final int MAX_SUBSTITUTIONS = 16;

  /** Greatest number of blocks and lists within each other, and of elements of a key. */
  static final int MAX_DEPTH = 64;

  /** How options are written. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "--set",
          "KEY=VALUE, such as --set seeds=1..3, --set 'seeds=[1, 2]' or --set 'title=\"a, b\"'",
          "--variant",
          "NAME={…}, such as --variant 'centred={ extends = paper, countInputs = centred }'");

  private final Sources sources;
  private int files;
  private int substitutions;

  HoconReader(Sources sources) {
    this.sources = sources;
  }

  /**
   * Reads a file and puts overrides on top and the defaults below.
   *
   * @param file the config
   * @param overrides {@code key=value}, later ones winning
   * @param reference the defaults
   */
  ConfigObject read(Path file, List<String> overrides, ConfigObject reference) {
    Config config = parseFile(file, List.of());
    for (String override : overrides) {
      config = parseOverride(override).withFallback(config);
    }
    // A regime may refer to another one, which the parser can't resolve on top of "regimes = null".
    Config whole = config.withFallback(reference.withoutKey("regimes"));
    Missing missing = new Missing(new ArrayList<>());
    ConfigResolveOptions onlyThis = ConfigResolveOptions.noSystem().appendResolver(missing);
    ConfigObject resolved = parsed(file.toString(), () -> whole.resolve(onlyThis).root());
    if (!missing.paths().isEmpty()) {
      throw missing(file, missing.paths().get(0));
    }
    return resolved;
  }

  /**
   * Reads what the command line gives besides any file.
   *
   * @param option what it is given with
   * @param block that its keys are in
   * @param written {@code key=value}, of different keys
   */
  ConfigObject read(String option, String block, List<String> written) {
    Config config = ConfigFactory.empty().withValue(block, Section.EMPTY);
    Set<String> names = new HashSet<>();
    for (String text : written) {
      Config one = option(option, text, block);
      for (String name : one.getObject(block).keySet()) {
        if (!names.add(name)) {
          throw new UserError(option + " " + name + ": is given twice; give each another name");
        }
      }
      config = one.withFallback(config);
    }
    Config whole = config;
    return parsed(option, () -> whole.resolve(ConfigResolveOptions.noSystem()).root());
  }

  private Config parseFile(Path file, List<Path> includedFrom) {
    files++;
    if (files > MAX_FILES) {
      throw new UserError(file + ": more than " + MAX_FILES + " files are included");
    }
    String text = FormerKeys.renamed(text(file));
    checkBounds(file.toString(), text);
    String description = sources.addFile(file.toString());
    List<Path> chain = new ArrayList<>(includedFrom);
    chain.add(file);
    Config config =
        parsed(
            file.toString(),
            () -> {
              Config parsed =
                  parseText(text, description, new FileIncluder(chain, this::parseFile));
              DuplicateKeys.refuse(text, file.toString());
              return parsed;
            });
    sources.finished(description, config.root());
    return config;
  }

  private static Config parseText(String text, String description, ConfigIncluder includer) {
    return ConfigFactory.parseString(
        NamedNetworks.asBlocks(text),
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(description)
            .setIncluder(includer));
  }

  private Config parseOverride(String written) {
    return option("--set", written, "");
  }

  /** What is given with an option, in a block where that has a name. */
  private Config option(String option, String written, String block) {
    String name = option + " " + written;
    String override = FormerKeys.renamed(written);
    int equals = equalsSign(override);
    if (equals < 0 || override.substring(0, equals).isBlank()) {
      throw unreadable(option, name, null);
    }
    checkBounds(name, override);
    String description = sources.addOverride(name);
    Config config;
    try {
      List<String> path = new ArrayList<>(block.isEmpty() ? List.of() : List.of(block));
      path.addAll(ConfigUtil.splitPath(override.substring(0, equals).strip()));
      Config whole =
          parseText(
              ConfigUtil.joinPath(path) + " = " + override.substring(equals + 1),
              description,
              FileIncluder.none(name));
      config = whole.root().isEmpty() ? whole : onlyEntry(whole, path, name);
    } catch (ConfigException e) {
      throw unreadable(option, name, e);
    }
    sources.finished(description, config.root());
    return config;
  }

  private static UserError unreadable(String option, String name, ConfigException cause) {
    return new UserError(
        name + ": can't be read; write " + option + " " + EXAMPLES.get(option), cause);
  }

  /** The value of {@code a, b = 2} is no value of a. */
  private static Config onlyEntry(Config config, List<String> path, String name) {
    ConfigObject at = config.root();
    for (int i = 0; i < path.size(); i++) {
      if (at.size() != 1) {
        throw new UserError(name + ": write one value; quote it if it contains a comma");
      }
      if (i + 1 < path.size()) {
        at = (ConfigObject) at.get(path.get(i));
      }
    }
    return config;
  }

  private static int equalsSign(String override) {
    boolean quoted = false;
    for (int i = 0; i < override.length(); i++) {
      char c = override.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '=' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UserError(file + ": is a directory; name a config file");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      }
      if (bytes.length > MAX_FILE_BYTES) {
        throw new UserError(file + ": is larger than " + MAX_FILE_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new UserError(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new UserError(file + ": can't be read (" + e.getMessage() + ")", e);
    }
  }

  private void checkBounds(String name, String written) {
    String text = Comments.removed(written);
    int open = 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        open++;
      } else if (c == '}' || c == ']') {
        open--;
      }
      dots = c == '.' ? dots + 1 : c == '\n' || c == ' ' ? 0 : dots;
      if (open > MAX_DEPTH || dots > MAX_DEPTH) {
        throw new UserError(name + ": is nested more than " + MAX_DEPTH + " deep");
      }
      if (c == '$') {
        substitutions++;
      }
    }
    if (substitutions > MAX_SUBSTITUTIONS) {
      throw new UserError(name + ": more than " + MAX_SUBSTITUTIONS + " substitutions ${…}");
    }
  }

  private <T> T parsed(String name, java.util.function.Supplier<T> parse) {
    try {
      return parse.get();
    } catch (ConfigException e) {
      throw new UserError(sources.describe(e.getMessage(), name), e);
    }
  }

  /**
   * Refuses an optional substitution of what no config gives, most likely a variable of the
   * environment: to leave it out in silence would train something else than was meant.
   */
  private static UserError missing(Path file, String path) {
    String name = KeyedValue.printable(path);
    return new UserError(
        file
            + ": ${?"
            + name
            + "} names no key of the config, and the environment is not read; write --set"
            + " key=value, or give "
            + (name.contains(".") ? name : "constants." + name));
  }

  /** Takes down what is looked for in vain. */
  private record Missing(List<String> paths) implements ConfigResolver {
    @Override
    public ConfigValue lookup(String path) {
      paths.add(path);
      return null;
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
