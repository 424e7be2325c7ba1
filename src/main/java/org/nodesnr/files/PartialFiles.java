package org.nodesnr.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Unfinished files that processes left behind which were killed while they wrote. */
public final class PartialFiles {
  private static final Pattern NAME =
      Pattern.compile("\\.(.+)\\.([0-9]{1,18})" + Pattern.quote(AtomicFiles.PARTIAL_SUFFIX));

  private PartialFiles() {}

  /**
   * Deletes the unfinished files whose writers are gone: no process of this machine has the number
   * in the name, or the one that has it began after the file was last written.
   *
   * @param root looked through with everything below it
   * @param which the names of the files that were to be written; others are left alone
   * @return how many files were deleted
   * @throws IOException when a directory can't be read or a file not deleted
   */
  public static int deleteAbandoned(Path root, Predicate<String> which) throws IOException {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    Visitor visitor = new Visitor(which);
    Files.walkFileTree(root, visitor);
    return visitor.deleted;
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Predicate<String> which;
    private int deleted;

    Visitor(Predicate<String> which) {
      this.which = which;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Matcher matcher = NAME.matcher(file.getFileName().toString());
      if (matcher.matches()
          && which.test(matcher.group(1))
          && isAbandoned(
              Long.parseLong(matcher.group(2)), attributes.lastModifiedTime().toInstant())) {
        deleted += Files.deleteIfExists(file) ? 1 : 0;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        // Finished, and thus renamed, while its directory was listed.
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  private static boolean isAbandoned(long pid, Instant written) {
    Optional<ProcessHandle> writer = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return writer.isEmpty()
        || writer.get().info().startInstant().map(begun -> begun.isAfter(written)).orElse(false);
  }
}
