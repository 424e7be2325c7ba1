package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime.InitialisationSpec;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged weights are refused with a {@link UserError} that names the file. */
class WeightFuzzTest {
  private static final String ID = "0123456789abcdef";

  @TempDir Path directory;

  @Test
  void weights() throws Exception {
    Model model =
        new Initialiser(new InitialisationSpec(0.1, 0.1, 0.1), new Streams(1))
            .build(new NetworkSpec(List.of(), List.of(3), Activation.RELU), new Shape(2, 2, 1), 2);
    Path file = directory.resolve("weights");
    WeightFile.write(file, ID, 12_345, model);
    Fuzz.of(FuzzTarget.WEIGHTS)
        .from(Files.readAllBytes(file))
        .words("NODESNR1", ID)
        .allocatingAtMost(4 << 20)
        .run(
            input -> {
              Fuzz.write(file, Fuzz.coin(input) ? input : withChecksum(input));
              try {
                assertThat(WeightFile.read(file, ID, model)).isNotNegative();
                return "";
              } catch (UserError e) {
                assertThat(e.getMessage()).startsWith(file.toString());
                return e.getMessage();
              }
            });
  }

  /** So that what lies behind the check is reached too. */
  private static byte[] withChecksum(byte[] input) {
    int length = Math.max(input.length - Long.BYTES, 0);
    CRC32 crc = new CRC32();
    crc.update(input, 0, length);
    return ByteBuffer.allocate(length + Long.BYTES)
        .put(input, 0, length)
        .putLong(crc.getValue())
        .array();
  }
}
