package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

class NpyFileTest {
  @TempDir Path directory;

  private Path file(String header, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.writeBytes(new byte[] {(byte) header.length(), 0});
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int value : values) {
      bytes.write(value);
    }
    return Files.write(directory.resolve("x.npy"), bytes.toByteArray());
  }

  @Test
  void theLongIntegersOfPython2AreRead() throws IOException {
    NpyFile array =
        NpyFile.read(
            file(
                "{'descr': '|u1', 'fortran_order': False, 'shape': (3L, 2L), }\n",
                1,
                2,
                3,
                4,
                5,
                6));
    assertThat(array.dims()).containsExactly(3, 2);
    assertThat(array.value(5)).isEqualTo(6);
  }

  @Test
  void otherMarksInSizesAreRefused() throws IOException {
    Path file = file("{'descr': '|u1', 'fortran_order': False, 'shape': (L2, ), }\n", 1, 2);
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dimensions (L2, )");
  }

  @Test
  void aPointerOfGitLfsIsNamed() throws IOException {
    Path file = directory.resolve("y.npy");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": a Git LFS pointer");
  }
}
