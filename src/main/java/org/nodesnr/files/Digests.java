package org.nodesnr.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
public final class Digests {
  private Digests() {}

  /**
   * @return a new digest
   */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * @param text any
   * @return the SHA-256 of its UTF-8 bytes
   */
  public static byte[] sha256(String text) {
    return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param text any
   * @return the SHA-256 of its UTF-8 bytes in lower-case hexadecimal
   */
  public static String hexOf(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /**
   * @param bytes any
   * @return their SHA-256 in lower-case hexadecimal
   */
  public static String hexOf(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /**
   * @param digest ended by this
   * @return its value in lower-case hexadecimal
   */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * @param file any
   * @return the SHA-256 of its bytes in lower-case hexadecimal
   * @throws IOException when it can't be read
   */
  public static String hexOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return hex(digest);
  }
}
