package org.nodesnr.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.nodesnr.UserError;

/** Includes files relative to the file that includes them, and nothing else. */
final class FileIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final List<Path> chain;
  private final String option;
  private final BiFunction<Path, List<Path>, Config> parser;

  /**
   * @param chain the files that include one another, down to the one that is read
   * @param parser of a file, given those that include it
   */
  FileIncluder(List<Path> chain, BiFunction<Path, List<Path>, Config> parser) {
    this(chain, "", parser);
  }

  private FileIncluder(
      List<Path> chain, String option, BiFunction<Path, List<Path>, Config> parser) {
    this.chain = chain;
    this.option = option;
    this.parser = parser;
  }

  /**
   * @param option of the command line, with what is given with it
   * @return what refuses to include files in it
   */
  static FileIncluder none(String option) {
    return new FileIncluder(List.of(), option, (file, chain) -> null);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (chain.isEmpty()) {
      throw new UserError(option + ": can't include files; write their keys");
    }
    Path from = chain.get(chain.size() - 1);
    Path file;
    try {
      file = from.resolveSibling(what);
    } catch (InvalidPathException e) {
      throw refusal(what, e);
    }
    if (what.isEmpty() || what.contains(":") || Path.of(what).isAbsolute()) {
      throw refusal(what, null);
    }
    if (chain.stream().anyMatch(p -> same(p, file))) {
      throw new UserError(
          from + ": includes " + shown(file) + ", which includes it again; break the circle");
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(from + ": includes " + shown(file) + ", which is no file");
    }
    return parser.apply(file, chain).root();
  }

  private static String shown(Path file) {
    return KeyedValue.printable(file.toString());
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private UserError refusal(String what, Exception cause) {
    return new UserError(
        chain.get(chain.size() - 1)
            + ": can't include '"
            + KeyedValue.printable(what)
            + "'; only files, named relative to this one, can be included",
        cause);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refusal(what.toString(), null);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refusal("classpath(" + what + ")", null);
  }
}
