package org.nodesnr.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.results.ExperimentDirectory;

/** The documents of a checkout, each written from the template of its name. */
public final class Documents {
  private static final Path TEMPLATES = Path.of("docs", "templates");

  private Documents() {}

  /**
   * @param checkout a checkout of the project
   * @param results its directory of results
   * @return the documents that were not what their templates say, now written
   * @throws UserError when there is no template, or a reference leads nowhere
   * @throws IOException when a file can't be read or written
   */
  public static List<Path> write(Path checkout, Path results) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Path template : templates(checkout)) {
      Path document = checkout.resolve(template.getFileName());
      String text = text(template, results);
      if (!Files.exists(document) || !Files.readString(document).equals(text)) {
        AtomicFiles.write(document, text);
        written.add(document);
      }
    }
    return written;
  }

  /**
   * @param template file of a template
   * @param results directory of results
   * @return the document
   * @throws UserError when a reference leads nowhere; the message names the template
   * @throws IOException when a file can't be read
   */
  public static String text(Path template, Path results) throws IOException {
    try {
      return new Template(ExperimentDirectory.shipped(results))
          .document(Files.readString(template));
    } catch (UserError e) {
      throw new UserError(template + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param checkout a checkout of the project
   * @return its templates, by name
   * @throws UserError when there is none
   * @throws IOException when they can't be listed
   */
  public static List<Path> templates(Path checkout) throws IOException {
    Path directory = checkout.resolve(TEMPLATES);
    if (!Files.isDirectory(directory)) {
      throw new UserError(directory + " is missing: run this in a checkout of nodesnr");
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
