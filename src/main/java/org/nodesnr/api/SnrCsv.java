package org.nodesnr.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measure;

/**
 * Appends readings to a CSV file, one line for each layer, a header first where the file is new.
 * The lines of a reading are written at once.
 */
final class SnrCsv implements Consumer<SnrReading> {
  static final String HEADER =
      "updates,epoch,variant,samples,accuracy,layer,inputs,nodes,"
          + Measure.OF_VARIANTS.stream().map(Measure::id).collect(Collectors.joining(","))
          + ",activation_rate,undefined_nodes,quiet_inputs\n";

  private final Path file;

  SnrCsv(Path file) {
    this.file = file;
  }

  @Override
  public void accept(SnrReading reading) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        String text = channel.size() == 0 ? HEADER : "";
        checkHeader(channel);
        channel.position(channel.size());
        ByteBuffer bytes =
            ByteBuffer.wrap((text + lines(reading)).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write readings of S and G to " + file, e);
    }
  }

  private void checkHeader(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return;
    }
    ByteBuffer start = ByteBuffer.allocate(HEADER.length());
    while (start.hasRemaining() && channel.read(start) >= 0) {
      // read on
    }
    ByteBuffer end = ByteBuffer.allocate(1);
    channel.read(end, channel.size() - 1);
    String header = new String(start.array(), 0, start.position(), StandardCharsets.UTF_8);
    if (!header.equals(HEADER) || end.get(0) != '\n') {
      throw new IOException(
          "it holds something else, or its last line is cut off: move it away or name another");
    }
  }

  private static String lines(SnrReading reading) {
    NetworkSnr network = reading.network();
    StringBuilder text = new StringBuilder();
    for (LayerSnr layer : network.layers()) {
      text.append(
          String.join(
              ",",
              Long.toString(reading.updates()),
              Integer.toString(reading.epoch()),
              quoted(network.variant().name()),
              Integer.toString(network.samples()),
              Numbers.exact(network.accuracy()),
              Integer.toString(layer.layer()),
              Integer.toString(layer.inputs()),
              Integer.toString(layer.nodes().size()),
              Measure.OF_VARIANTS.stream()
                  .map(measure -> Numbers.exact(layer.value(measure)))
                  .collect(Collectors.joining(",")),
              Numbers.exact(layer.activationRate()),
              Integer.toString(layer.undefinedNodes()),
              Integer.toString(layer.quietInputs())));
      text.append('\n');
    }
    return text.toString();
  }

  /** As {@code results.Csv} quotes, which needs Tablesaw: users of the library need not have it. */
  private static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
