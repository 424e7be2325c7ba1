package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTimeTest {
  private double seconds = 100;

  private TimeSpent now() {
    return new TimeSpent(seconds, 2 * seconds);
  }

  @Test
  void theSharesOfRunsAddUpToTheTimeOfTheirWorker() {
    SharedTime time =
        new SharedTime(this::now, List.of(TimeSpent.NONE, new TimeSpent(5, 1), TimeSpent.NONE));
    seconds += 6;
    assertThat(time.of(0)).isEqualTo(new TimeSpent(2, 4));
    time.leave(0);
    seconds += 8;
    time.leave(1);
    time.leave(1);
    seconds += 1;
    assertThat(time.of(0)).isEqualTo(new TimeSpent(2, 4));
    assertThat(time.of(1)).isEqualTo(new TimeSpent(5 + 2 + 4, 1 + 4 + 8));
    assertThat(time.of(2)).isEqualTo(new TimeSpent(2 + 4 + 1, 4 + 8 + 2));
    time.leave(2);
    seconds += 50;
    assertThat(time.of(2).wallSeconds()).isEqualTo(7);
  }
}
