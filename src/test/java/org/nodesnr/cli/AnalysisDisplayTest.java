package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnalysisDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long seconds;

  private AnalysisDisplay display(boolean interactive) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new AnalysisDisplay(out, new Terminal(interactive, 80), () -> seconds * 1_000_000_000L);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void whatIsQuickIsNotShown() {
    AnalysisDisplay display = display(true);
    seconds = 4;
    display.at(10, 10);
    display.finish();
    assertThat(text()).isEmpty();
  }

  @Test
  void aLogHasALineEveryFiveSeconds() {
    AnalysisDisplay display = display(false);
    for (seconds = 0; seconds < 13; seconds++) {
      display.at((int) seconds, 40);
    }
    display.finish();
    assertThat(text()).isEqualTo("5 of 40 correlations\n10 of 40 correlations\n");
  }

  @Test
  void aTerminalHasOneLineThatNeverGoesBack() {
    AnalysisDisplay display = display(true);
    seconds = 5;
    display.at(9, 40);
    seconds = 6;
    display.at(8, 40);
    display.finish();
    assertThat(text()).endsWith(" 9 of 40 correlations\n");
    assertThat(text().chars().filter(c -> c == '\r')).hasSize(2);
  }
}
