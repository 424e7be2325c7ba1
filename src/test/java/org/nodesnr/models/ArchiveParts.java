package org.nodesnr.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Sound archives, and their parts, which are damaged and put back: behind the checksums of an
 * archive no damage to the whole of it gets far.
 *
 * @param archives the entries of each archive by name
 * @param parts which entries of which archive are damaged
 */
record ArchiveParts(List<Map<String, byte[]>> archives, List<Part> parts) {

  /** An entry of an archive. */
  record Part(int archive, String name) {}

  /**
   * @param archives the entries of each archive by name
   * @param names ends of the names of those that are damaged
   */
  static ArchiveParts of(List<Map<String, byte[]>> archives, String... names) {
    List<Part> parts = new ArrayList<>();
    for (int k = 0; k < archives.size(); k++) {
      for (String entry : archives.get(k).keySet()) {
        if (Arrays.stream(names).anyMatch(entry::endsWith)) {
          parts.add(new Part(k, entry));
        }
      }
    }
    return new ArchiveParts(archives, parts);
  }

  /** The entries of a zip file. */
  static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (Archive archive = Archive.open(file)) {
      for (String name : archive.names()) {
        entries.put(name, archive.read(name, 1 << 20));
      }
    }
    return entries;
  }

  /** Valid inputs: a byte that says which part it is, and the part; and whole archives. */
  byte[][] valid(List<Path> whole) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      byte[] content = archives.get(parts.get(k).archive()).get(parts.get(k).name());
      byte[] input = new byte[content.length + 1];
      input[0] = (byte) k;
      System.arraycopy(content, 0, input, 1, content.length);
      inputs.add(input);
    }
    for (Path file : whole) {
      inputs.add(Files.readAllBytes(file));
    }
    return inputs.toArray(byte[][]::new);
  }

  /** The archive that an input stands for. */
  byte[] archive(byte[] input) throws IOException {
    int start = Math.min(input.length, 2);
    if (start == 0 || new String(input, 0, start, StandardCharsets.US_ASCII).equals("PK")) {
      return input;
    }
    Part part = parts.get((input[0] & 0xff) % parts.size());
    Map<String, byte[]> damaged = new LinkedHashMap<>(archives.get(part.archive()));
    damaged.put(part.name(), Arrays.copyOfRange(input, 1, input.length));
    return zipped(damaged);
  }

  private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(0);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
