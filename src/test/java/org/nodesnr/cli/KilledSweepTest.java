package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep whose processes are killed with SIGKILL at random moments, again and again, gives the
 * numbers of one that nobody disturbed. {@code -Dkills=N} kills N times instead of 50, {@code
 * -Dkills.seed=N} draws other moments.
 *
 * <p>Whenever a sweep gets done in spite of it all, it is given one more seed, until there have
 * been kills enough.
 */
@Timeout(3600)
class KilledSweepTest {
  private static final int KILLS = Integer.getInteger("kills", 50);
  private static final long SEED = Long.getLong("kills.seed", 1);
  private static final int WORKERS = 2;
  private static final int REGIMES = 7;
  private static final int KILLED = 137;

  /** Every kind of regime; each run takes a few seconds, so that its state is saved on the way. */
  private static final String CONFIG =
      """
      name = tiny
      data { set = synthetic-digits, crop = 24, trainSamples = 300, testSamples = 100 }
      network.dense = [8, 8]
      base { learningRate = 0.05, batchSize = 10, steps = 30000, initialisation.denseStandardDeviation = 0.1 }
      regimes {
        sgd {}
        l2 { l2Coefficient = 1e-3 }
        dropout { dropProbability = 0.2 }
        shift { augmentation.shift = 2, optimiser = adam, learningRate = 1e-3, weightDecay = 0.01 }
        "crop+flip" {
          augmentation { crop = true, flip = true }
          optimiser = nesterov, momentum = 0.9, learningRate = 2e-3, gradientPower = 0.8, clipNorm = 1
        }
        normalised {
          network = [
            { type = dense, nodes = 8, activation = identity }
            { type = batch-normalisation }
            { type = activation, function = relu }
          ]
          optimiser = momentum, momentum = 0.9, learningRate = 0.01, dropProbability = 0.2
        }
        all { l2Coefficient = 1e-3, dropProbability = 0.2, augmentation { shift = 1, crop = true, flip = true } }
      }
      checkpoints { accuracyEvery = 2000, measuresAt = [0, 10000] }
      """;

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, Integer> kills = new TreeMap<>();
  private Sweeps sweeps;
  private Process coordinator;
  private int seeds = 1;
  private int starts;
  private int orphanedFiles;

  @Test
  void whatWasKilledAnywhereEndsAsIfItHadNotBeen() throws Exception {
    // Compiled in haste, for processes that live for seconds; those of the undisturbed sweep are
    // not.
    sweeps =
        Sweeps.of(directory, "tiny", CONFIG).with("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    long begun = System.nanoTime();
    start();
    while (killed() < KILLS) {
      if (coordinator.waitFor(100 + random.nextInt(3400), TimeUnit.MILLISECONDS)) {
        takeUpAgain();
      } else {
        strike();
      }
    }
    coordinator.destroyForcibly();
    sweeps.end(coordinator, "rough");
    checkRecords();
    assertThat(sweeps.sweep("rough", WORKERS, arguments())).as(log()).isZero();
    double seconds = (System.nanoTime() - begun) / 1e9;

    Sweeps undisturbed = sweeps.with("JAVA_TOOL_OPTIONS", "");
    assertThat(undisturbed.sweep("calm", WORKERS, arguments())).isZero();
    undisturbed.tabulate("calm", "--set", "seeds=1.." + seeds);
    undisturbed.tabulate("rough", "--set", "seeds=1.." + seeds);
    report(seconds);
    undisturbed.assertSame("rough", "calm");
    assertThat(sweeps.files("rough").stream().filter(f -> f.startsWith("state")))
        .containsExactly("state/.locks");
    assertThat(goneOn()).as("runs that went on from a saved state").isPositive();
    assertThat(sweeps.sweep("rough", WORKERS, arguments())).isZero();
    assertThat(log()).contains(REGIMES * seeds + " done before, 0 to train");
  }

  private String[] arguments() {
    return new String[] {"--no-report", "--set", "seeds=1.." + seeds};
  }

  private void start() throws IOException {
    starts++;
    coordinator = sweeps.start("rough", WORKERS, arguments());
  }

  /** The coordinator has ended, killed or not. */
  private void takeUpAgain() throws IOException {
    int code = coordinator.exitValue();
    if (code == ExitCodes.DONE) {
      seeds++;
    } else if (code == ExitCodes.BAD_INPUT) {
      assertThat(log()).contains("was killed (signal 9").contains("before its first run");
    } else {
      assertThat(code).as(log()).isIn(KILLED, ExitCodes.SOME_RUNS_FAILED);
    }
    checkRecords();
    start();
  }

  /** However a sweep ended: no record is damaged, and none that was there is gone. */
  private void checkRecords() throws IOException {
    assertThat(sweeps.records("rough").readAll().damaged()).isEmpty();
    orphanedFiles += sweeps.partialFiles("rough").size();
  }

  private void strike() throws IOException, InterruptedException {
    List<ProcessHandle> workers = Sweeps.workers(coordinator);
    int whom = random.nextInt(100);
    if (whom < 30 && !workers.isEmpty()) {
      kill("worker", workers.get(random.nextInt(workers.size())));
    } else if (whom < 40) {
      workers.forEach(w -> kill("worker", w));
    } else if (whom < 70 && !workers.isEmpty()) {
      killWriter();
    } else if (whom < 90) {
      kill("coordinator", coordinator.toHandle());
    } else {
      kill("coordinator", coordinator.toHandle());
      workers.forEach(w -> kill("worker", w));
    }
  }

  /** Waits for a file that is being written, and kills who writes it. */
  private void killWriter() throws IOException, InterruptedException {
    Pattern name = Pattern.compile("\\..*\\.([0-9]+)\\.part");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    while (System.nanoTime() < deadline && coordinator.isAlive()) {
      for (Path file : sweeps.partialFiles("rough")) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        long pid = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (pid != coordinator.pid() && ProcessHandle.of(pid).isPresent()) {
          kill("worker while it wrote", ProcessHandle.of(pid).get());
          return;
        }
      }
      Thread.sleep(1);
    }
  }

  private void kill(String whom, ProcessHandle process) {
    if (process.destroyForcibly()) {
      kills.merge(whom, 1, Integer::sum);
    }
  }

  private int killed() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  private String log() throws IOException {
    return sweeps.log("rough");
  }

  private long goneOn() throws IOException {
    return log().lines().filter(l -> !l.startsWith(" ") && l.contains(" goes on at step ")).count();
  }

  private void report(double seconds) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "killed sweep, seed %d: %d kills %s, %d starts, %d runs, %d times from a saved state, %d"
            + " unfinished files found, %.0f s%n",
        SEED,
        killed(),
        kills,
        starts,
        REGIMES * seeds,
        goneOn(),
        orphanedFiles,
        seconds);
  }
}
