package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CountDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long seconds;

  private CountDisplay display(boolean interactive) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new CountDisplay(
        out, new Terminal(interactive, 80), "correlations", () -> seconds * 1_000_000_000L);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void whatIsQuickIsNotShown() {
    CountDisplay display = display(true);
    seconds = 4;
    display.at(10, 10);
    display.finish();
    assertThat(text()).isEmpty();
  }

  @Test
  void aLogHasALineEveryFiveSeconds() {
    CountDisplay display = display(false);
    for (seconds = 0; seconds < 13; seconds++) {
      display.at((int) seconds, 40);
    }
    display.finish();
    assertThat(text())
        .isEqualTo("5 of 40 correlations, 35 s left\n10 of 40 correlations, 30 s left\n");
  }

  @Test
  void oneOfVeryManySaysNothingOfTheTimeLeft() {
    CountDisplay display = display(false);
    seconds = 8;
    display.at(1, 7599);
    seconds = 16;
    display.at(2415, 7599);
    assertThat(text()).isEqualTo("1 of 7599 correlations\n2415 of 7599 correlations, 34 s left\n");
  }

  @Test
  void aTerminalHasOneLineThatNeverGoesBack() {
    CountDisplay display = display(true);
    seconds = 5;
    display.at(9, 40);
    seconds = 20;
    display.at(8, 40);
    seconds = 30;
    display.at(36, 40);
    display.finish();
    assertThat(text())
        .contains(" 9 of 40 correlations, 17 s left\r", " 9 of 40 correlations, 1 min 9 s left\r")
        // over the five characters by which the line before was longer
        .endsWith(" 36 of 40 correlations, 3 s left" + " ".repeat(5) + "\n");
    assertThat(text().chars().filter(c -> c == '\r')).hasSize(3);
  }
}
