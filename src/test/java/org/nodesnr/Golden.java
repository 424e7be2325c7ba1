package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file under {@code src/test/resources/golden}. With {@code
 * -Dgolden.write=true} the file is written instead, to be looked at before it is committed.
 */
public final class Golden {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /**
   * @param name of the golden file
   * @param actual what the code makes
   * @throws IOException when the file can't be read
   */
  public static void assertSame(String name, String actual) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(DIRECTORY.resolve(name).getParent());
      Files.writeString(DIRECTORY.resolve(name), actual);
      return;
    }
    try (InputStream golden = Golden.class.getResourceAsStream("/golden/" + name)) {
      assertThat(golden).as("golden file " + name).isNotNull();
      assertThat(actual).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
