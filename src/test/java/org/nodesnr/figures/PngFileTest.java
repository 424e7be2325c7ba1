package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngFileTest {
  /** One pixel; a row; packed pixels of less than a chunk, and of several. */
  @ParameterizedTest
  @CsvSource({"1, 1", "700, 1", "1, 700", "64, 48", "257, 301"})
  void isWhatImageIoWrites(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x + y) % 5 == 0 ? 0xFFFFFF : random.nextInt());
      }
    }

    byte[] file = PngFile.of(image, 300);

    assertThat(file).isEqualTo(byImageIo(image));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(read.getRGB(0, 0, width, height, null, 0, width))
        .isEqualTo(image.getRGB(0, 0, width, height, null, 0, width));
  }

  private static byte[] byImageIo(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0.2f); // level 7
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode resolution = new IIOMetadataNode("pHYs");
    resolution.setAttribute("pixelsPerUnitXAxis", "11811"); // 300 / 0.0254
    resolution.setAttribute("pixelsPerUnitYAxis", "11811");
    resolution.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
    root.appendChild(resolution);
    metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
