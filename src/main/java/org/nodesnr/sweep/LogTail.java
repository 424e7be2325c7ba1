package org.nodesnr.sweep;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
final class LogTail {
  private static final int MAX_BYTES = 8192;

  private LogTail() {}

  /**
   * @param log a text file of any length
   * @param start where to begin, in bytes: what stands before is of others
   * @param lines how many lines at most
   * @return its last lines that are not blank; empty where it can't be read
   */
  static List<String> of(Path log, long start, int lines) {
    if (!Files.isReadable(log)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.min(file.length(), Math.max(start, file.length() - MAX_BYTES));
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> all =
          new String(bytes, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of("(" + log + " can't be read: " + e.getMessage() + ")");
    }
  }

  /**
   * @param lines the end of a log
   * @return the last line that is no part of a stack trace but its innermost cause; empty where
   *     there is none
   */
  static String cause(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.matches("\\s+(at |\\.\\.\\. ).*"))
        .reduce("", (first, second) -> second)
        .replaceFirst("^Caused by: ", "");
  }
}
