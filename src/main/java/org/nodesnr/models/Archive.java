package org.nodesnr.models;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Files within a zip file. An entry's size is bounded by what it may be, whatever it says of
 * itself, and by what its compressed size lets one expect of numbers and text.
 */
public final class Archive implements AutoCloseable {
  /** Weights of a pruned network, mostly zeros, stay below this. */
  private static final long MOST_COMPRESSION = 200;

  private static final long SMALL = 1 << 20;

  private final Path file;
  private final ZipFile zip;

  private Archive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * @param file a zip file
   * @return the file, to be closed by the caller
   * @throws org.nodesnr.UserError when it is damaged
   * @throws IOException when it can't be read
   */
  public static Archive open(Path file) throws IOException {
    try {
      return new Archive(file, new ZipFile(file.toFile()));
    } catch (ZipException | EOFException e) {
      throw Origin.refusal(file, "damaged or cut short: not a sound zip file");
    }
  }

  /**
   * @param name name of an entry
   * @return whether it is there
   */
  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * @return names of the entries, in the order of the file
   */
  public List<String> names() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  /**
   * @param name name of an entry
   * @param mostBytes how large it may be
   * @return its content
   * @throws org.nodesnr.UserError when it is missing, damaged or too large
   * @throws IOException when the file can't be read
   */
  public byte[] read(String name, long mostBytes) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw Origin.refusal(file, "holds no " + name);
    }
    long most = Math.max(SMALL, MOST_COMPRESSION * Math.max(0, entry.getCompressedSize()));
    int limit = (int) Math.min(Math.min(mostBytes, most), Integer.MAX_VALUE - 16L);
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw Origin.refusal(file, name + " is larger than " + limit + " bytes");
      }
      if (entry.getSize() >= 0 && content.length != entry.getSize()) {
        throw Origin.refusal(file, name + " has another size than it says");
      }
      return content;
    } catch (ZipException | EOFException e) {
      throw Origin.refusal(file, name + " is damaged");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
