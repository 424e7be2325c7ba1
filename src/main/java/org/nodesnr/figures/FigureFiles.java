package org.nodesnr.figures;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.nodesnr.files.AtomicFiles;

/** Writes a page as PNG of 300 dots per inch and as SVG. Equal pages make equal bytes. */
final class FigureFiles {
  private static final double METRE_IN_INCHES = 39.370078740157;

  /**
   * Deflate's level 7 of 9, as ImageIO counts it: level 9 takes four times as long, for files 5%
   * smaller.
   */
  private static final float QUALITY = 0.2f;

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

  private static byte[] png(Page page) throws IOException {
    BufferedImage image =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.addRenderingHints(Ink.HINTS);
    page.draw(g);
    g.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      IIOMetadataNode resolution = new IIOMetadataNode("pHYs");
      String perMetre = Long.toString(Math.round(Ink.DPI * METRE_IN_INCHES));
      resolution.setAttribute("pixelsPerUnitXAxis", perMetre);
      resolution.setAttribute("pixelsPerUnitYAxis", perMetre);
      resolution.setAttribute("unitSpecifier", "meter");
      IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
      root.appendChild(resolution);
      metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, metadata), packed(writer));
      }
      return bytes.toByteArray();
    } finally {
      writer.dispose();
    }
  }

  private static ImageWriteParam packed(ImageWriter writer) {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
    return parameters;
  }

  private static String svg(Page page) {
    VectorGraphics2D g = new VectorGraphics2D();
    g.addRenderingHints(Ink.HINTS);
    page.draw(g);
    return SvgFile.of(g.getCommands(), page);
  }
}
