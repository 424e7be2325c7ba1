package org.nodesnr.figures;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.files.AtomicFiles;

/** Writes a page as PNG of 300 dots per inch and as SVG. Equal pages make equal bytes. */
final class FigureFiles {
  private FigureFiles() {}

  /**
   * @param page what to write
   * @param directory where
   * @param name the files' name without its ending
   * @throws IOException when a file can't be written
   */
  static void write(Page page, Path directory, String name) throws IOException {
    writePng(page, directory, name);
    writeSvg(page, directory, name);
  }

  static void writePng(Page page, Path directory, String name) throws IOException {
    AtomicFiles.write(directory.resolve(name + ".png"), out -> out.write(png(page)));
  }

  static void writeSvg(Page page, Path directory, String name) throws IOException {
    AtomicFiles.write(directory.resolve(name + ".svg"), svg(page));
  }

  /**
   * @param directory where a figure may lie
   * @param name the files' name without its ending
   * @throws IOException when a file can't be deleted
   */
  static void delete(Path directory, String name) throws IOException {
    for (String ending : List.of(".png", ".svg", ".csv")) {
      Files.deleteIfExists(directory.resolve(name + ending));
    }
  }

  private static byte[] png(Page page) {
    BufferedImage drawn =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = drawn.createGraphics();
    g.addRenderingHints(Ink.HINTS);
    page.draw(g);
    g.dispose();
    return PngFile.of(drawn, Ink.DPI);
  }

  private static String svg(Page page) {
    VectorGraphics2D g = new VectorGraphics2D();
    g.addRenderingHints(Ink.HINTS);
    page.draw(g);
    return SvgFile.of(g.getCommands(), page);
  }
}
