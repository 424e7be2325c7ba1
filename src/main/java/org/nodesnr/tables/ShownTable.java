package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nodesnr.files.AtomicFiles;

/** What a table says; how it is written is left to its renderers. */
interface ShownTable {
  /**
   * @return every digit of it, as CSV by the names of files without their ending
   */
  Map<String, String> data();

  /**
   * @return what is read, in the order of reading; in Markdown and LaTeX one file
   */
  List<PrintedTable> printed();

  /**
   * @return what is read as Markdown: one file
   */
  default String markdown() {
    return printed().stream().map(PrintedTable::markdown).collect(Collectors.joining("\n"));
  }

  /**
   * @return what is read as LaTeX: one file
   */
  default String latex() {
    return printed().stream().map(PrintedTable::latex).collect(Collectors.joining("\n"));
  }

  /**
   * @param width characters in a line of captions and notes
   * @return what is read on a terminal, a blank line between tables
   */
  default String text(int width) {
    return printed().stream()
        .map(table -> table.text(width) + "\n")
        .collect(Collectors.joining())
        .replaceFirst("\\n+$", "\n");
  }

  /**
   * @return what is read as HTML
   */
  default List<WebTable> web() {
    return printed().stream().map(PrintedTable::web).toList();
  }

  /**
   * Writes every file of it, over older ones.
   *
   * @param folder where
   * @param name of what is read, without the ending
   * @throws IOException when a file can't be written
   */
  default void write(Path folder, String name) throws IOException {
    for (Map.Entry<String, String> csv : data().entrySet()) {
      AtomicFiles.write(folder.resolve(csv.getKey() + ".csv"), csv.getValue());
    }
    if (!printed().isEmpty()) {
      AtomicFiles.write(folder.resolve(name + ".md"), markdown());
      AtomicFiles.write(folder.resolve(name + ".tex"), latex());
    }
  }
}
