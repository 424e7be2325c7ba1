package org.nodesnr.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nodesnr.files.AtomicFiles;

/**
 * A figure yet to be drawn.
 *
 * @param name of its files, without the ending
 * @param page what is drawn
 * @param data the values behind it, as CSV
 */
record Drawing(String name, Supplier<Page> page, Supplier<String> data) {

  /** One of the three files of a figure. */
  private interface OneFile {
    void write() throws IOException;
  }

  /**
   * Writes PNG, SVG and CSV of each, several at a time.
   *
   * @param drawings figures of different names
   * @param folder where they go
   * @throws IOException when a file can't be written
   */
  static void write(List<Drawing> drawings, Path folder) throws IOException {
    try {
      drawings.stream().flatMap(d -> d.files(folder)).toList().parallelStream()
          .forEach(Drawing::write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Stream<OneFile> files(Path folder) {
    return Stream.of(
        () -> FigureFiles.writePng(page.get(), folder, name),
        () -> FigureFiles.writeSvg(page.get(), folder, name),
        () -> AtomicFiles.write(folder.resolve(name + ".csv"), data.get()));
  }

  private static void write(OneFile file) {
    try {
      file.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
