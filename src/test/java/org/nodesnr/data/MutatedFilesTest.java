package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;

/** Valid files with random damage are read or refused with one line, and nothing else. */
class MutatedFilesTest {
  private static final int INPUTS =
      Integer.getInteger("nodesnr.fuzz.inputs", 100); // per kind of file

  @TempDir Path directory;

  static Stream<Arguments> kinds() {
    Consumer<Path> images = file -> IdxReader.images(file, 28, 28);
    Consumer<Path> labels = file -> IdxReader.labels(file, 10);
    Consumer<Path> archive = file -> new CifarFiles(Catalogue.PUBLIC, 2).read(file);
    byte[] twoImages = TestFiles.images(2, 1);
    byte[] threeLabels = TestFiles.labels(1, 2, 3);
    return Stream.of(
        Arguments.of("images", twoImages, images),
        Arguments.of("labels", threeLabels, labels),
        Arguments.of("compressed images", TestFiles.gzip(twoImages), images),
        Arguments.of("compressed labels", TestFiles.gzip(threeLabels), labels),
        Arguments.of("tar", TestFiles.tar(TestFiles.cifarEntries(2)), archive),
        Arguments.of("compressed tar", TestFiles.tarGz(TestFiles.cifarEntries(2)), archive));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void damageIsRefusedInOneLine(String kind, byte[] valid, Consumer<Path> reader) {
    SplittableRandom random = new SplittableRandom(kind.hashCode());
    int refused = 0;
    for (int k = 0; k < INPUTS; k++) {
      Path file = TestFiles.write(directory, "mutated", mutate(valid, random));
      try {
        reader.accept(file);
      } catch (UserError e) {
        refused++;
        assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
      }
    }
    assertThat(refused).isGreaterThan(INPUTS / 4);
  }

  private static byte[] mutate(byte[] valid, SplittableRandom random) {
    byte[] content = valid.clone();
    int changes = 1 + random.nextInt(5);
    for (int k = 0; k < changes && content.length > 0; k++) {
      // Half of the changes hit the header.
      int reach = random.nextBoolean() ? content.length : Math.min(content.length, 160);
      int at = random.nextInt(reach);
      switch (random.nextInt(4)) {
        case 0 -> content[at] = (byte) random.nextInt();
        case 1 -> content[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> content = Arrays.copyOf(content, random.nextInt(content.length + 40));
        default ->
            Arrays.fill(
                content,
                at,
                Math.min(content.length, at + random.nextInt(16)),
                (byte) (random.nextBoolean() ? 0xff : '7'));
      }
    }
    return content;
  }
}
