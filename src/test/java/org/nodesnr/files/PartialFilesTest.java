package org.nodesnr.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFilesTest {
  /** More than any system gives out. */
  private static final long NOBODY = 99_999_999L;

  @TempDir Path directory;

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "half a rec");
  }

  @Test
  void onlyWhatNobodyWritesAnyMoreIsDeleted() throws IOException {
    long alive = ProcessHandle.current().pid();
    Path orphan = file("runs/.a.json." + NOBODY + ".part");
    Path deeper = file("state/x/.b-50.bin." + NOBODY + ".part");
    Path inHand = file("runs/.c.json." + alive + ".part");
    Path reused = file("runs/.d.json." + alive + ".part");
    Files.setLastModifiedTime(reused, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    Path record = file("runs/a.json");
    Path hidden = file("runs/.part");
    Path visible = file("runs/e." + NOBODY + ".part");

    assertThat(PartialFiles.deleteAbandoned(directory, name -> name.startsWith("x"))).isZero();
    assertThat(orphan).exists();
    assertThat(PartialFiles.deleteAbandoned(directory, name -> !name.startsWith("x"))).isEqualTo(3);
    assertThat(orphan).doesNotExist();
    assertThat(deeper).doesNotExist();
    assertThat(reused).doesNotExist();
    assertThat(inHand).exists();
    assertThat(record).exists();
    assertThat(hidden).exists();
    assertThat(visible).exists();
    assertThat(PartialFiles.deleteAbandoned(directory.resolve("none"), name -> true)).isZero();
  }
}
