package org.nodesnr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.UserError;

/**
 * Where data files are looked for, and where downloads go.
 *
 * @param directories looked through in this order; the cache is the last of them
 * @param cache the user's cache directory, made when something is downloaded
 * @param offline whether downloads are forbidden
 */
public record DataLocation(List<Path> directories, Path cache, boolean offline) {
  /** The environment variable that names a directory with data. */
  public static final String VARIABLE = "NODESNR_DATA";

  private static final String PROGRAM = "nodesnr";

  /** Copies the list. */
  public DataLocation {
    directories = List.copyOf(directories);
  }

  /**
   * The directories of this process: its environment, working directory and home.
   *
   * @param explicit the directory given with {@code --data}, if any
   * @param offline whether downloads are forbidden
   * @return where to look
   * @throws UserError when the explicit directory does not exist
   */
  public static DataLocation ofProcess(Optional<Path> explicit, boolean offline) {
    return of(
        explicit,
        offline,
        System.getenv(),
        Path.of(""),
        Path.of(System.getProperty("user.home")),
        System.getProperty("os.name"));
  }

  /**
   * In this order: the explicit directory, {@code $NODESNR_DATA}, {@code data} in the working
   * directory, the user's cache directory. The last is {@code $XDG_CACHE_HOME/nodesnr} or {@code
   * ~/.cache/nodesnr}, on macOS {@code ~/Library/Caches/nodesnr}, on Windows {@code
   * %LOCALAPPDATA%\nodesnr}.
   *
   * @param explicit the directory given with {@code --data}, if any
   * @param offline whether downloads are forbidden
   * @param environment environment variables
   * @param workingDirectory what {@code data} is relative to
   * @param home the user's home directory
   * @param system name of the operating system, as in the property {@code os.name}
   * @return where to look
   * @throws UserError when the explicit directory does not exist
   */
  public static DataLocation of(
      Optional<Path> explicit,
      boolean offline,
      Map<String, String> environment,
      Path workingDirectory,
      Path home,
      String system) {
    List<Path> directories = new ArrayList<>();
    explicit.ifPresent(
        directory -> {
          if (!Files.isDirectory(directory)) {
            throw new UserError("--data " + directory + ": there is no such directory");
          }
          directories.add(directory);
        });
    variable(environment, VARIABLE).map(Path::of).ifPresent(directories::add);
    directories.add(workingDirectory.resolve("data"));
    Path cache = cache(environment, home, system.toLowerCase(Locale.ROOT));
    directories.add(cache);
    return new DataLocation(directories.stream().distinct().toList(), cache, offline);
  }

  private static Path cache(Map<String, String> environment, Path home, String system) {
    if (system.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .map(Path::of)
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve(PROGRAM);
    }
    if (system.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve(PROGRAM);
    }
    return variable(environment, "XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(home.resolve(".cache"))
        .resolve(PROGRAM);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
