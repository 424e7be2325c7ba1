package org.nodesnr.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.config.ExperimentLoader;

class BenchTableTest {
  private static BenchRow row(double ratio, BenchRow.Bound bound) {
    return new BenchRow(
        "training",
        "samples/s",
        new TimingSpread(8123.456, 8000, 8200.5),
        "PyTorch",
        new TimingSpread(5012, 4900, 5100),
        TimingSpread.of(List.of(ratio)),
        OptionalDouble.of(1.3),
        bound,
        "a note");
  }

  @Test
  void medianAndRange() {
    assertThat(TimingSpread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new TimingSpread(2, 1, 3));
    assertThat(TimingSpread.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new TimingSpread(3, 1, 8));
    assertThat(TimingSpread.of(List.of(7.0))).isEqualTo(new TimingSpread(7, 7, 7));
    assertThatThrownBy(() -> TimingSpread.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void targetsAreFloorsOrCeilings() {
    assertThat(row(1.3, BenchRow.Bound.AT_LEAST).reached()).isEqualTo("yes");
    assertThat(row(1.29, BenchRow.Bound.AT_LEAST).reached()).isEqualTo("no");
    assertThat(row(1.3, BenchRow.Bound.AT_MOST).reached()).isEqualTo("yes");
    assertThat(row(1.31, BenchRow.Bound.AT_MOST).reached()).isEqualTo("no");
    assertThat(row(9, BenchRow.Bound.AT_LEAST).withoutTarget().reached()).isEmpty();
    assertThat(BenchRow.missing("x", "why").reached()).isEmpty();
  }

  @Test
  void threeSignificantDigits() {
    assertThat(List.of(12345.6, 123.4, 12.34, 1.234, 0.1234))
        .extracting(BenchTable::number)
        .containsExactly("12,346", "123", "12.3", "1.23", "0.123");
  }

  @Test
  void tablesAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    List<BenchRow> rows =
        List.of(row(1.62, BenchRow.Bound.AT_LEAST), BenchRow.missing("evaluation", "no Python"));
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(BenchTable.markdown(List.of("machine: x"), rows))
          .isEqualTo(
              """
              # nodesnr bench

              - machine: x

              Median of the turns, and in brackets the least and the greatest. Ratios are taken turn by turn.

              | what | unit | nodesnr | beside it | its figure | ratio | target | reached |
              | --- | --- | --- | --- | --- | --- | --- | --- |
              | training | samples/s | 8,123 (8,000-8,201) | PyTorch | 5,012 (4,900-5,100) | 1.62 | ≥ 1.3 | yes |
              | evaluation |  |  |  |  |  |  |  |

              - training: a note
              - evaluation: no Python
              """);
      assertThat(BenchTable.csv(rows))
          .isEqualTo(
              """
              part,unit,ours,oursLeast,oursGreatest,other,theirs,theirsLeast,theirsGreatest,ratio,ratioLeast,ratioGreatest,target,reached,note
              training,samples/s,8123.456,8000.0,8200.5,PyTorch,5012.0,4900.0,5100.0,1.62,1.62,1.62,≥ 1.3,yes,a note
              evaluation,,,,,,,,,,,,,,no Python
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void contestantsTakeTurns() throws IOException {
    List<String> turns = new ArrayList<>();
    Duel duel =
        Duel.fight(
            new Duel.Side(contestant("a", turns, 2, 1, 4), 10, 60),
            new Duel.Side(contestant("b", turns, 3, 3, 3), 5, 60),
            3);
    assertThat(turns).containsExactly("a10", "b5", "a10", "b5", "a10", "b5");
    assertThat(duel.ours()).isEqualTo(new TimingSpread(300, 150, 600));
    assertThat(duel.theirs()).isEqualTo(new TimingSpread(100, 100, 100));
    assertThat(duel.ratio()).isEqualTo(new TimingSpread(3, 1.5, 6));
  }

  private static Contestant contestant(String name, List<String> turns, double... seconds) {
    return new Contestant() {
      private int turn;

      @Override
      public double seconds(int units) {
        turns.add(name + units);
        return seconds[turn++];
      }

      @Override
      public void close() {
        throw new AssertionError("not mine to close");
      }
    };
  }

  @Test
  void aChildAnswersWithSeconds() {
    List<Integer> work = new ArrayList<>();
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    ChildProcess.serve(
        work::add,
        new Scanner("3\n5\n"),
        new PrintStream(answers, true, StandardCharsets.US_ASCII));
    assertThat(work).containsExactly(3, 5);
    List<String> lines = answers.toString(StandardCharsets.US_ASCII).lines().toList();
    assertThat(lines).hasSize(3).first().isEqualTo("ready");
    assertThat(lines.subList(1, 3))
        .allSatisfy(l -> assertThat(Double.parseDouble(l)).isNotNegative());
  }

  @Test
  void theSweepsConfigIsValid(@TempDir Path directory) throws IOException {
    var file = directory.resolve("sweep.conf");
    Files.writeString(file, SweepBench.config(600));
    var runs = ExperimentLoader.load(file, List.of()).runs();
    assertThat(runs).hasSize(8);
    assertThat(runs.get(0).spec().regime().steps()).isEqualTo(600);
    assertThat(runs.get(0).spec().network()).isEqualTo(TimedNetwork.MNIST.network());
  }
}
