package org.nodesnr.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.nodesnr.files.Digests;

/** Small data files, good and bad. */
final class TestFiles {
  private TestFiles() {}

  static byte[] idx(int magic, int[] sizes, byte... data) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
    file.putInt(magic);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(data).array();
  }

  static byte[] images(int count, long seed) {
    return idx(0x803, new int[] {count, 28, 28}, noise(count * 784, seed));
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return idx(0x801, new int[] {labels.length}, bytes);
  }

  /** A batch of CIFAR-10 with labels 0, 1, 2, ... */
  static byte[] batch(int records, long seed) {
    byte[] batch = noise(records * 3073, seed);
    for (int k = 0; k < records; k++) {
      batch[k * 3073] = (byte) (k % 10);
    }
    return batch;
  }

  static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new SplittableRandom(seed).nextBytes(noise);
    return noise;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** One entry of a tar archive. */
  record Entry(String name, byte type, byte[] content) {
    static Entry file(String name, byte[] content) {
      return new Entry(name, TarArchiveEntry.LF_NORMAL, content);
    }
  }

  static byte[] tarGz(Entry... entries) {
    return gzip(tar(entries));
  }

  static byte[] tar(Entry... entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Entry entry : entries) {
        TarArchiveEntry header = new TarArchiveEntry(entry.name(), entry.type(), true);
        if (entry.type() == TarArchiveEntry.LF_NORMAL) {
          header.setSize(entry.content().length);
        } else {
          header.setLinkName(new String(entry.content(), StandardCharsets.US_ASCII));
        }
        tar.putArchiveEntry(header);
        if (entry.type() == TarArchiveEntry.LF_NORMAL) {
          tar.write(entry.content());
        }
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The six batches as an archive, with the other things that the real one has. */
  static Entry[] cifarEntries(int records) {
    Entry[] entries = new Entry[8];
    entries[0] = Entry.file("cifar-10-batches-bin/readme.html", new byte[88]);
    for (int k = 0; k < 6; k++) {
      entries[k + 1] =
          Entry.file("cifar-10-batches-bin/" + CifarFiles.NAMES.get(k), batch(records, k));
    }
    entries[7] = Entry.file("cifar-10-batches-bin/batches.meta.txt", new byte[61]);
    return entries;
  }

  static String sha256(byte[] content) {
    var digest = Digests.sha256();
    digest.update(content);
    return Digests.hex(digest);
  }

  static Path write(Path directory, String name, byte[] content) {
    try {
      Files.createDirectories(directory);
      return Files.write(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] cut(byte[] content, int length) {
    return Arrays.copyOf(content, length);
  }

  static byte[] changed(byte[] content, int at, int value) {
    byte[] copy = content.clone();
    copy[at] = (byte) value;
    return copy;
  }
}
