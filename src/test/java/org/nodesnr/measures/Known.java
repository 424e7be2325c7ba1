package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;

/** Values to ten digits, from an independent computation in double precision. */
final class Known {
  private final Map<String, Double> values = new LinkedHashMap<>();

  private Known() {}

  /** Of {@code networks.csv}: column 1 is the dense network, 2 the convolutional one. */
  static Known of(String file, int column) {
    Known known = new Known();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Known.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      in.lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(cells -> known.values.put(cells[0], Double.parseDouble(cells[column])));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return known;
  }

  static Known of(ClosedForm specimen) {
    return of("networks.csv", specimen.name().equals("dense") ? 1 : 2);
  }

  double get(String name) {
    return values.get(name);
  }

  boolean has(String name) {
    return !Double.isNaN(values.get(name));
  }

  void check(String name, double value) {
    check(name, value, 1e-9);
  }

  void check(String name, double value, double tolerance) {
    double known = values.get(name);
    // ten digits are written down: half a unit of the last one is allowed for
    double digits = 5e-10 * Math.abs(known);
    assertThat(value)
        .as(name)
        .isCloseTo(known, Offset.offset(tolerance * Math.abs(known) + digits + 1e-16));
  }
}
