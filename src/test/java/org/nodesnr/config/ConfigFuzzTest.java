package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

/**
 * Damages the shipped configs at random and loads them: they load, or are refused with one line.
 * {@code -Dfuzz.configs=1000000} tries more.
 */
class ConfigFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"\"",
          "=",
          "+=",
          ":",
          ",",
          "\n",
          "#",
          "//",
          "${",
          "${?",
          "}",
          "${base.steps}",
          "${a}",
          "include ",
          "include \"mnist.conf\"",
          "include url(\"",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "-0.0",
          "1e-320",
          "NaN",
          "99999999999999999999",
          "\"1..9\"",
          "regimes",
          "base",
          "steps",
          "seeds",
          ".",
          "..",
          "\\",
          "\\u0000",
          "\u0000",
          "é",
          "😀",
          "\ufeff",
          "\u2028",
          "$",
          "(",
          ")",
          "`",
          "a.b.c = 1",
          "network = cifar10",
          "0x10",
          "limit");

  @TempDir Path directory;

  @Test
  void damagedConfigsAreReadOrRefused() throws IOException {
    List<byte[]> configs = new ArrayList<>();
    for (String name : List.of("mnist", "cifar10", "demo", "mnist-quick", "mnist-notebook")) {
      byte[] config = Files.readAllBytes(Path.of("configs", name + ".conf"));
      configs.add(config);
      Files.write(directory.resolve(name + ".conf"), config);
    }
    int count = Integer.getInteger("fuzz.configs", 2000);
    Path file = directory.resolve("damaged.conf");
    int refused = 0;
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      byte[] damaged = configs.get(random.nextInt(configs.size()));
      for (int change = 0; change <= random.nextInt(3); change++) {
        damaged = damage(damaged, random);
      }
      Files.write(file, damaged);
      refused += isRefused(i, file) ? 1 : 0;
    }
    assertThat(refused).isBetween(count / 4, count);
  }

  private static boolean isRefused(int seed, Path file) {
    try {
      assertThat(ExperimentLoader.load(file, List.of()).runs()).isNotEmpty();
      return false;
    } catch (UserError e) {
      assertThat(e.getMessage().lines().count()).as("seed " + seed).isEqualTo(1);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static byte[] damage(byte[] text, Random random) {
    int from = random.nextInt(text.length + 1);
    int length = random.nextInt(Math.min(40, text.length - from) + 1);
    byte[] piece =
        switch (random.nextInt(5)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> slice(text, from, length, random);
          default -> WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        };
    int removed = random.nextInt(3) == 0 ? length : 0;
    byte[] result = new byte[text.length - removed + piece.length];
    System.arraycopy(text, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(
        text, from + removed, result, from + piece.length, text.length - from - removed);
    return result;
  }

  private static byte[] slice(byte[] text, int from, int length, Random random) {
    byte[] slice = new byte[length];
    System.arraycopy(
        text, Math.min(from, random.nextInt(text.length - length + 1)), slice, 0, length);
    return slice;
  }
}
