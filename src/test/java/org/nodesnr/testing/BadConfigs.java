package org.nodesnr.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes of {@code config/bad-configs.txt} with the files that they include. */
public final class BadConfigs {
  private static final String OVERRIDE = "--set ";
  private static final Pattern CASE = Pattern.compile("^== (.*)$", Pattern.MULTILINE);

  /**
   * One mistake.
   *
   * @param name what is wrong
   * @param config the text of bad.conf
   * @param overrides {@code key=value}
   */
  public record Case(String name, String config, List<String> overrides) {}

  private BadConfigs() {}

  /**
   * @return every mistake; each config includes good.conf and goes wrong behind it
   * @throws IOException when the table can't be read
   */
  public static List<Case> cases() throws IOException {
    String table = Files.readString(Path.of("src/test/resources/config/bad-configs.txt"));
    List<Case> cases = new ArrayList<>();
    Matcher heads = CASE.matcher(table);
    for (boolean found = heads.find(); found; ) {
      String name = heads.group(1);
      int from = heads.end() + 1;
      found = heads.find();
      cases.add(parsed(name, table.substring(from, found ? heads.start() : table.length())));
    }
    return List.copyOf(cases);
  }

  private static Case parsed(String name, String text) {
    StringBuilder config = new StringBuilder("include \"good.conf\"\n");
    List<String> overrides = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (line.startsWith(OVERRIDE)) {
        overrides.add(line.substring(OVERRIDE.length()));
      } else {
        config.append(line).append('\n');
      }
    }
    return new Case(name, config.toString(), List.copyOf(overrides));
  }

  /**
   * Writes what the configs include.
   *
   * @param directory where to
   * @throws IOException when they can't be written
   */
  public static void writeIncluded(Path directory) throws IOException {
    write(
        directory,
        "good.conf",
        "name = good\ndata.set = mnist\nnetwork = mnist\nbase.steps = 100\nregimes { sgd {} }\n");
    write(directory, "circle.conf", "include \"circle2.conf\"\n");
    write(directory, "circle2.conf", "include \"circle.conf\"\n");
    write(directory, "broken.conf", "\n\nbase.steps = 10\nbase.batchSize = -4\n");
  }

  private static void write(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
