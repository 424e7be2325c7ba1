package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.spec.Settings;

class JobQueueTest {
  private static List<Job> jobs(String prefix, int n) {
    return IntStream.rangeClosed(1, n).mapToObj(i -> Jobs.job(prefix + i)).toList();
  }

  private static Job ofOtherShape(String id) {
    Job job = Jobs.job(id);
    return new Job(
        id,
        job.experiment(),
        job.regime(),
        job.family(),
        job.spec().withRegime(job.spec().regime().with(Settings.BATCH_SIZE, 20)),
        false);
  }

  private static List<Integer> sizes(JobQueue queue, int hands) {
    List<Integer> sizes = new ArrayList<>();
    while (!queue.isEmpty()) {
      sizes.add(queue.next(Math.max(1, hands - sizes.size() % hands)).size());
    }
    return sizes;
  }

  private static JobQueue queue(int capacity, List<Job> jobs) {
    JobQueue queue = new JobQueue(run -> capacity);
    queue.addAll(jobs);
    return queue;
  }

  @Test
  void runsThatFitAreHandedOutTogetherAndShared() {
    assertThat(sizes(queue(1, jobs("a", 3)), 2)).containsExactly(1, 1, 1);
    assertThat(sizes(queue(3, jobs("a", 5)), 1)).containsExactly(3, 2);
    assertThat(sizes(queue(100, jobs("a", 67)), 1)).containsExactly(67);
    assertThat(sizes(queue(Integer.MAX_VALUE, jobs("a", 67)), 2)).containsExactly(34, 33);
    // The second worker takes its half of what the first has left.
    assertThat(sizes(queue(167, jobs("a", 400)), 2)).containsExactly(100, 150, 75, 75);
  }

  @Test
  void runsOfAnotherShapeWaitForASetOfTheirOwn() {
    List<Job> mixed = List.of(Jobs.job("a1"), ofOtherShape("b1"), Jobs.job("a2"));
    JobQueue queue = queue(10, mixed);
    assertThat(queue.next(1)).extracting(Job::id).containsExactly("a1", "a2");
    assertThat(queue.next(1)).extracting(Job::id).containsExactly("b1");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aSetThatAWorkerDiedWithComesBackInHalves() {
    JobQueue queue = queue(10, jobs("a", 6));
    List<Job> set = queue.next(1);
    assertThat(set).hasSize(6);
    queue.giveBack(set, 3);
    assertThat(queue.next(1)).extracting(Job::id).containsExactly("a1", "a2", "a3");
    assertThat(queue.next(1)).extracting(Job::id).containsExactly("a4", "a5", "a6");
  }
}
