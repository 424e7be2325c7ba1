package org.nodesnr.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFileTest {
  @TempDir Path temporary;

  private Path packed(byte[] bytes, int times) throws IOException {
    Path file = temporary.resolve("a.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
    }
    return file;
  }

  @Test
  void textAndDigestAreThoseOfThePlainFile() throws IOException {
    String text = "{\"regime\": \"ρ ≥ 0.79\"}\n".repeat(3000);
    Path plain = Files.writeString(temporary.resolve("a.json"), text);
    Path packed = packed(text.getBytes(StandardCharsets.UTF_8), 1);
    assertThat(Files.size(packed)).isLessThan(Files.size(plain) / 10);
    assertThat(PackedFile.text(packed)).isEqualTo(text).isEqualTo(PackedFile.text(plain));
    assertThat(PackedFile.digest(packed))
        .isEqualTo(PackedFile.digest(plain))
        .isEqualTo(Digests.hexOf(text));
  }

  @Test
  void whatUnpacksToTooMuchOrToNoTextIsRefused() throws IOException {
    Path bomb = packed(new byte[1 << 20], 1 + PackedFile.MOST_BYTES / (1 << 20));
    assertThat(Files.size(bomb)).isLessThan(1 << 17);
    assertThatThrownBy(() -> PackedFile.text(bomb))
        .isInstanceOf(ZipException.class)
        .hasMessage("it unpacks to more than 67108864 bytes");
    Path binary = packed(new byte[] {'{', (byte) 0xff}, 1);
    assertThatThrownBy(() -> PackedFile.text(binary)).isInstanceOf(CharacterCodingException.class);
    Path empty = Files.write(temporary.resolve("b.gz"), new byte[0]);
    assertThatThrownBy(() -> PackedFile.text(empty)).hasMessage("it ends too early");
  }
}
