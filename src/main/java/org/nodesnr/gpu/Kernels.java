package org.nodesnr.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import org.nodesnr.files.Digests;

/** The kernels: their source, and PTX that NVIDIA's compiler made of it. */
final class Kernels {
  static final String SOURCE = "population.cl";
  static final String PTX = "population.ptx.gz";

  private Kernels() {}

  /** OpenCL C, CUDA C++ and, with some macros, C++. */
  static String source() {
    return new String(resource(SOURCE), StandardCharsets.UTF_8);
  }

  /** SHA-256 of the source, 64 hexadecimal digits. */
  static String digest() {
    MessageDigest digest = Digests.sha256();
    digest.update(resource(SOURCE));
    return Digests.hex(digest);
  }

  /** What NVIDIA's driver compiles for its card; its first line names the source's digest. */
  static byte[] ptx() {
    try (InputStream in = Kernels.class.getResourceAsStream(PTX);
        GZIPInputStream unzipped = new GZIPInputStream(in)) {
      return unzipped.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Kernels.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
