package org.nodesnr.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Digests;

/**
 * A zip file of what a checkout publishes, with the SHA-256 of each file in {@code SHA256SUMS}. The
 * same files give the same bytes.
 */
public final class Bundle {
  /** Checksums, in the form that {@code sha256sum -c} reads. */
  static final String SUMS = "SHA256SUMS";

  private static final long MOST_BYTES = 2L << 30;
  private static final int MOST_FILES = 100_000;
  private static final Path SHIPPED = Path.of("results", "reference");

  /** What goes in beside the experiments; files and whole folders. */
  private static final List<String> CONTENTS =
      List.of(
          "LICENSE",
          "CITATION.cff",
          "README.md",
          "REPRODUCTION.md",
          "CHANGELOG.md",
          "docs/templates",
          "configs",
          "notebooks-export");

  /** Folders and files of an experiment that are evidence or published. */
  private static final Set<String> OF_EXPERIMENT =
      Set.of("runs", "nodes", "tables", "figures", "evaluation", "runs.csv", "checkpoints.csv");

  private Bundle() {}

  /**
   * What was unpacked.
   *
   * @param files how many
   * @param different what is not as the checksums say: missing, changed or added
   */
  public record Unpacked(int files, List<String> different) {
    /** Copies the list. */
    public Unpacked {
      different = List.copyOf(different);
    }
  }

  /**
   * @param files how many
   * @param bytes of the zip file
   */
  public record Size(int files, long bytes) {}

  /**
   * Writes the bundle of a checkout.
   *
   * @param checkout a checkout of the project
   * @param bundle the zip file, whole or not at all
   * @return what is in it
   * @throws UserError when this is no checkout
   * @throws IOException when a file can't be read or written
   */
  public static Size write(Path checkout, Path bundle) throws IOException {
    if (!Files.isDirectory(checkout.resolve(SHIPPED))) {
      throw new UserError(
          checkout.resolve(SHIPPED) + " is missing: run this in a checkout of nodesnr");
    }
    Map<String, Path> files = files(checkout);
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      sums.append(Digests.hexOf(file.getValue())).append("  ").append(file.getKey()).append('\n');
    }
    AtomicFiles.write(
        bundle,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          put(zip, SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
          for (Map.Entry<String, Path> file : files.entrySet()) {
            put(zip, file.getKey(), Files.readAllBytes(file.getValue()));
          }
          zip.finish();
        });
    return new Size(files.size(), Files.size(bundle));
  }

  private static Map<String, Path> files(Path checkout) throws IOException {
    List<Path> roots = new ArrayList<>();
    CONTENTS.forEach(name -> roots.add(checkout.resolve(name)));
    try (Stream<Path> experiments = Files.list(checkout.resolve(SHIPPED))) {
      for (Path experiment : experiments.filter(Files::isDirectory).toList()) {
        OF_EXPERIMENT.forEach(name -> roots.add(experiment.resolve(name)));
      }
    }
    Map<String, Path> files = new TreeMap<>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        try (Stream<Path> all = Files.walk(root)) {
          all.filter(Files::isRegularFile)
              .forEach(file -> files.put(name(checkout.relativize(file)), file));
        }
      }
    }
    return files;
  }

  private static String name(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * Unpacks a bundle and holds every file against its checksum.
   *
   * @param bundle a zip file
   * @param into an empty folder
   * @return how many files it has
   * @throws UserError when it is no bundle, a file is missing, unlisted or changed, or a name leads
   *     out of the folder
   * @throws IOException when a file can't be read or written
   */
  public static Unpacked unpack(Path bundle, Path into) throws IOException {
    Set<String> names = extract(bundle, into);
    Path sums = into.resolve(SUMS);
    if (!names.remove(SUMS)) {
      throw new UserError(bundle + " is no archive of nodesnr: it has no " + SUMS);
    }
    List<String> lines = Files.readAllLines(sums);
    Set<String> listed = new TreeSet<>();
    List<String> different = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("  ", 2);
      if (parts.length < 2 || !listed.add(parts[1])) {
        throw new UserError(bundle + ": " + SUMS + " can't be read at '" + line + "'");
      }
      if (!names.contains(parts[1])) {
        different.add(parts[1] + " is missing");
      } else if (!Digests.hexOf(into.resolve(parts[1])).equals(parts[0])) {
        different.add(parts[1] + " is not what its checksum says");
      }
    }
    names.removeAll(listed);
    names.forEach(name -> different.add(name + " has no checksum"));
    return new Unpacked(listed.size() + names.size(), different);
  }

  private static Set<String> extract(Path bundle, Path into) throws IOException {
    requireEnd(bundle);
    Set<String> names = new TreeSet<>();
    Path root = into.toAbsolutePath().normalize();
    long left = MOST_BYTES;
    try (InputStream file = Files.newInputStream(bundle);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root) || entry.isDirectory() || !names.add(entry.getName())) {
          throw new UserError(bundle + ": an entry named '" + entry.getName() + "' is refused");
        }
        if (names.size() > MOST_FILES) {
          throw new UserError(bundle + ": more than " + MOST_FILES + " files are refused");
        }
        Files.createDirectories(target.getParent());
        left -= copy(zip, target, left, bundle);
      }
    } catch (ZipException | EOFException e) {
      throw new UserError(bundle + " is cut short or damaged: copy it again", e);
    }
    return names;
  }

  /** What was cut short between two files could else be unpacked. */
  private static void requireEnd(Path bundle) throws IOException {
    byte[] start = new byte[2];
    try (InputStream in = Files.newInputStream(bundle)) {
      if (in.readNBytes(start, 0, 2) < 2 || start[0] != 'P' || start[1] != 'K') {
        throw new UserError(bundle + " is no archive of nodesnr: it is no zip file");
      }
    }
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      if (zip.size() == 0) {
        throw new UserError(bundle + " is no archive of nodesnr: it is empty");
      }
    } catch (ZipException e) {
      throw new UserError(bundle + " is cut short or damaged: copy it again", e);
    }
  }

  private static long copy(InputStream in, Path target, long most, Path bundle) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > most) {
          throw new UserError(bundle + ": more than 2 GiB unpacked are refused");
        }
        out.write(buffer, 0, n);
      }
    }
    return copied;
  }
}
