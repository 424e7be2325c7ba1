package org.nodesnr.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Feeds damaged inputs to a reader. An input is accepted or refused with one of the documented
 * exceptions; anything else, more memory than allowed, and a reader that doesn't come back fail the
 * test, and the input is left in {@code target/fuzz}. Inputs whose outcome is new are damaged
 * further, so that the search gets deeper than one layer of checks. Everything is repeatable.
 *
 * <p>{@code -Dfuzz.inputs=1000000} is the number of inputs of all targets together.
 */
public final class Fuzz {
  private static final int TOTAL = Integer.getInteger("fuzz.inputs", 100_000);
  private static final Path REPORTS = Path.of("target", "fuzz");
  private static final int MOST_KEPT = 200;
  private static final int LONGEST_KEPT = 1 << 17;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** As much of a clock's time, in which a busy machine may do something else. */
  private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzTarget target;
  private final List<byte[]> corpus = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private long mostBytes = 64L << 20;

  /** Reads an input. */
  @FunctionalInterface
  public interface Reader {
    /**
     * @param input what to read
     * @return empty if the input was accepted; why not, if it was refused
     * @throws Exception whatever the reader must not throw
     */
    String read(byte[] input) throws Exception;
  }

  /** Where a run of the inputs stands. */
  private static final class Progress {
    private volatile byte[] input = {};
    private volatile long startedAt = System.nanoTime();
    private volatile long startedAtProcessorTime;
    private volatile int number;
    private int refused;
    private long allocated;
    private final Set<String> outcomes = new HashSet<>();
  }

  private Fuzz(FuzzTarget target) {
    this.target = target;
  }

  /**
   * Writes an input. Deleting the old file first spares the flush that file systems make when a
   * file is cut and written again.
   *
   * @param file where to
   * @param input the content
   * @return the file
   * @throws IOException when it can't be written
   */
  public static Path write(Path file, byte[] input) throws IOException {
    Files.deleteIfExists(file);
    return Files.write(file, input);
  }

  /**
   * @param action done by this thread alone
   * @return the bytes of memory that it allocated, still in use or not
   */
  public static long allocatedBy(Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /**
   * @param input any
   * @return a coin tossed by its content
   */
  public static boolean coin(byte[] input) {
    return (Arrays.hashCode(input) & 0x100) == 0;
  }

  /**
   * @param target what is fuzzed
   * @return a run to be configured
   */
  public static Fuzz of(FuzzTarget target) {
    return new Fuzz(target);
  }

  /**
   * @param valid inputs that are accepted
   * @return this
   */
  public Fuzz from(byte[]... valid) {
    corpus.addAll(List.of(valid));
    return this;
  }

  /**
   * @param ofTheFormat words to put into inputs
   * @return this
   */
  public Fuzz words(String... ofTheFormat) {
    words.addAll(List.of(ofTheFormat));
    return this;
  }

  /**
   * @param bytes how much may be allocated to read one input
   * @return this
   */
  public Fuzz allocatingAtMost(long bytes) {
    mostBytes = bytes;
    return this;
  }

  /**
   * Reads the valid inputs, which must be accepted, and then the damaged ones.
   *
   * @param reader reads one
   * @throws Exception when anything went wrong
   */
  public void run(Reader reader) throws Exception {
    for (byte[] valid : corpus) {
      assertThat(reader.read(valid)).as("a valid input").isEmpty();
    }
    Progress progress = new Progress();
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              readAll(reader, progress);
              return null;
            });
    Thread thread = new Thread(work, "fuzz-" + target);
    thread.setDaemon(true);
    long begin = System.nanoTime();
    thread.start();
    await(work, thread, progress);
    report(progress, (System.nanoTime() - begin) / 1e9);
    assertThat(progress.refused)
        .as("refused of %s", progress.number)
        .isBetween(progress.number / 10, progress.number);
    assertThat(progress.outcomes).hasSizeGreaterThan(1);
  }

  private void await(FutureTask<Void> work, Thread thread, Progress progress) throws Exception {
    while (true) {
      try {
        work.get(1, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        long used = THREADS.getThreadCpuTime(thread.getId()) - progress.startedAtProcessorTime;
        if (used > SLOW_NANOS || System.nanoTime() - progress.startedAt > STUCK_NANOS) {
          AssertionError error = failure(progress, "takes too long", e);
          error.setStackTrace(thread.getStackTrace());
          throw error;
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof AssertionError error
            ? error
            : failure(progress, "is neither read nor refused", e.getCause());
      }
    }
  }

  private void readAll(Reader reader, Progress progress) throws Exception {
    Mutator mutator = new Mutator(target.ordinal(), words);
    int inputs = target.inputs(TOTAL);
    int valid = corpus.size();
    for (int k = 0; k < inputs; k++) {
      byte[] input = mutator.next(k % 2 == 0 ? corpus.subList(0, valid) : corpus);
      progress.input = input;
      progress.startedAtProcessorTime = THREADS.getCurrentThreadCpuTime();
      progress.startedAt = System.nanoTime();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      String refusal = reader.read(input);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      progress.number++;
      progress.refused += refusal.isEmpty() ? 0 : 1;
      progress.allocated = Math.max(progress.allocated, allocated);
      if (allocated > mostBytes) {
        throw failure(progress, "took " + allocated + " bytes of memory", null);
      }
      if (!refusal.isEmpty() && refusal.lines().count() != 1) {
        throw failure(progress, "is refused in other than one line: " + refusal, null);
      }
      boolean isNew = progress.outcomes.add(shape(refusal));
      if (isNew && input.length <= LONGEST_KEPT && corpus.size() < valid + MOST_KEPT) {
        corpus.add(input);
      }
    }
  }

  /** A message without what varies from input to input. */
  private static String shape(String refusal) {
    return refusal.replaceAll("'[^']*'|\"[^\"]*\"|[0-9]+|\\P{ASCII}", "#");
  }

  private AssertionError failure(Progress progress, String what, Throwable cause)
      throws IOException {
    Path file = REPORTS.resolve(target + "-" + progress.number + ".bin");
    Files.createDirectories(REPORTS);
    Files.write(file, progress.input);
    return new AssertionError(
        target + ": input " + progress.number + ", kept as " + file + ", " + what, cause);
  }

  private void report(Progress progress, double seconds) throws IOException {
    Files.createDirectories(REPORTS);
    Files.writeString(
        REPORTS.resolve(target + ".txt"),
        String.format(
            Locale.ROOT,
            "%-16s %,10d inputs %,10d refused %5d outcomes %5d KiB at most %7.1f s%n",
            target,
            progress.number,
            progress.refused,
            progress.outcomes.size(),
            progress.allocated >> 10,
            seconds));
  }
}
