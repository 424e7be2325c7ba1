package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;

class ShardTest {
  private static List<Job> jobs(int... steps) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      jobs.add(new Job("id" + i, "test", "sgd", "sgd", Jobs.spec(i, steps[i]), false));
    }
    return jobs;
  }

  private static double work(List<Job> jobs) {
    return jobs.stream().mapToDouble(job -> WorkEstimate.of(job.spec()).total()).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12})
  void partsAreDisjointAndTogetherTheWhole(int count) {
    List<Job> jobs = jobs(100, 900, 100, 300, 300, 100, 2000, 100, 100);
    List<Job> all = new ArrayList<>();
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 1; i <= count; i++) {
      List<Job> part = new Shard(i, count).of(jobs);
      assertThat(part).isSortedAccordingTo(Comparator.comparingInt(jobs::indexOf));
      all.addAll(part);
      least = Math.min(least, work(part));
      most = Math.max(most, work(part));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(most - least).isLessThanOrEqualTo(work(jobs(2000)) * (1 + 1e-12));
  }

  @Test
  void runsOfOneLengthAreDealtInTurn() {
    List<Job> jobs = jobs(100, 100, 100, 100, 100);
    assertThat(new Shard(1, 2).of(jobs)).extracting(Job::id).containsExactly("id0", "id2", "id4");
    assertThat(new Shard(2, 2).of(jobs)).extracting(Job::id).containsExactly("id1", "id3");
  }

  @Test
  void oneLongRunWeighsAsMuchAsManyShortOnes() {
    List<Job> jobs = jobs(100, 100, 100, 100, 10_000);
    assertThat(new Shard(1, 2).of(jobs)).extracting(Job::id).containsExactly("id4");
  }

  @Test
  void theWholeIsOneOfOne() {
    assertThat(Shard.parse("1/1")).isEqualTo(Shard.WHOLE);
    assertThat(Shard.parse("2/5")).isEqualTo(new Shard(2, 5)).hasToString("2/5");
    assertThat(Shard.WHOLE.named("progress")).isEqualTo("progress");
    assertThat(new Shard(2, 5).named("progress")).isEqualTo("progress-2-of-5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0/3", "4/3", "-1/3", "1/0", "1/1001", "a/b", "1/2/3", "1 / 2"})
  void whatIsNoPartIsRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--shard " + text + ": give i/n");
  }
}
