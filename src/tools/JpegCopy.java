import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Writes a copy of MNIST of which every image went through JPEG once, as the CIFAR-10 copy of our experiments did.
 *
 * <p>Usage: {@code java src/tools/JpegCopy.java FROM TO [QUALITY]}. FROM holds the four archives (.gz) of MNIST, TO gets files
 * of the same names and layout; labels are copied as they are. QUALITY is from 1 to 100 (default: 75). Prints the root mean
 * square of the change of a pixel (0 to 255).
 */
class JpegCopy {
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: java src/tools/JpegCopy.java FROM TO [QUALITY]");
      System.exit(2);
    }
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    float quality = args.length < 3 ? 0.75f : Integer.parseInt(args[2]) / 100f;
    for (String part : new String[] {"train", "t10k"}) {
      String labels = part + "-labels-idx1-ubyte.gz";
      Files.copy(from.resolve(labels), to.resolve(labels), StandardCopyOption.REPLACE_EXISTING);
      String images = part + "-images-idx3-ubyte.gz";
      System.out.printf("%s: pixels change by %.2f (rms)%n", images, compress(from.resolve(images), to.resolve(images), quality));
    }
  }

  static double compress(Path from, Path to, float quality) throws IOException {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    double squares = 0;
    long pixels = 0;
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(from)));
        DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(part)))) {
      int[] header = {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
      for (int word : header) {
        out.writeInt(word);
      }
      byte[] image = new byte[header[2] * header[3]];
      for (int i = 0; i < header[1]; i++) {
        in.readFully(image);
        byte[] copy = throughJpeg(image, header[3], header[2], quality);
        for (int j = 0; j < image.length; j++) {
          double change = (copy[j] & 255) - (image[j] & 255);
          squares += change * change;
        }
        pixels += image.length;
        out.write(copy);
      }
    }
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return Math.sqrt(squares / pixels);
  }

  static byte[] throughJpeg(byte[] pixels, int width, int height, float quality) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    return (byte[]) back.getRaster().getDataElements(0, 0, width, height, null);
  }
}
