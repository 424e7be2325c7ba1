package org.nodesnr.report;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nodesnr.files.Html;
import org.nodesnr.results.ExperimentDirectory;

/** Links to the tables and figures that lie beside the page. */
final class FileLinks {
  private FileLinks() {}

  /**
   * @param directory the experiment
   * @return two lists; folders that are missing have none
   * @throws IOException when a folder can't be read
   */
  static String of(ExperimentDirectory directory) throws IOException {
    StringBuilder text = new StringBuilder("<ul class=\"files\">\n");
    for (Path file : List.of(directory.runTable(), directory.checkpointTable())) {
      if (Files.exists(file)) {
        text.append("<li>").append(link(directory, file, file.getFileName().toString()));
        text.append("</li>\n");
      }
    }
    append(directory, directory.figures(), text);
    append(directory, directory.tables(), text);
    append(directory, directory.evaluation(), text);
    return text.append("</ul>\n").toString();
  }

  private static void append(ExperimentDirectory directory, Path folder, StringBuilder text)
      throws IOException {
    Map<String, List<Path>> byName = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> !file.getFileName().toString().startsWith("."))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(
                file -> byName.computeIfAbsent(stem(file), name -> new ArrayList<>()).add(file));
      }
    }
    byName.forEach(
        (name, files) -> {
          text.append("<li>").append(Html.escaped(name)).append(": ");
          String separator = "";
          for (Path file : files) {
            text.append(separator).append(link(directory, file, ending(file)));
            separator = ", ";
          }
          text.append("</li>\n");
        });
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private static String ending(Path file) {
    return file.getFileName().toString().replaceFirst("^.*\\.", "").toUpperCase(Locale.ROOT);
  }

  private static String link(ExperimentDirectory directory, Path file, String text) {
    String path = directory.root().relativize(file).toString().replace('\\', '/');
    try {
      String href = new URI(null, null, path, null).getRawPath();
      return "<a href=\"" + Html.escaped(href) + "\">" + Html.escaped(text) + "</a>";
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a relative path: " + path, e);
    }
  }
}
