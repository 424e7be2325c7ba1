package org.nodesnr.cli;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.gpu.Card;
import org.nodesnr.gpu.Cards;
import org.nodesnr.gpu.GpuEngine;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.Trained;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;

/**
 * What runs are trained on: graphics cards, which share them, or the processor.
 *
 * @param cards the cards; empty for the processor
 * @param why why it is the processor, as the end of a sentence; empty where somebody chose
 */
record DeviceChoice(List<Card> cards, String why) {
  /** The processor, because nobody asked for anything else. */
  static final DeviceChoice NONE = new DeviceChoice(List.of(), "");

  static final String AUTO = "auto";
  static final String PROCESSOR = "cpu";
  private static final String CUDA = "cuda:";
  private static final long GIBI = 1L << 30;

  /** Copies the list. */
  DeviceChoice {
    cards = List.copyOf(cards);
  }

  /**
   * @param asked what the user asked for
   * @param found finds the cards of this machine
   * @param jobs the runs to train
   * @param begun how many of them go on from states of the processor
   * @return what they are trained on
   * @throws UserError when there is no such card, or runs can't be trained there
   */
  static DeviceChoice of(String asked, Supplier<List<Card>> found, List<Job> jobs, int begun) {
    if (asked.equals(PROCESSOR)) {
      return NONE;
    }
    if (asked.equals(AUTO)) {
      return automatic(found.get(), jobs, begun);
    }
    if (!asked.matches("(cuda|opencl):[0-9]+(,(cuda|opencl):[0-9]+)*")) {
      throw new UserError(
          "--device "
              + asked
              + ": give auto, cpu, or cards such as cuda:0 or opencl:1; 'nodesnr doctor' lists them");
    }
    List<Card> all = found.get();
    List<Card> chosen =
        Stream.of(asked.split(","))
            .distinct()
            .map(key -> Cards.find(DeviceOption.NAME + " ", key, all))
            .toList();
    obstacle(jobs)
        .ifPresent(
            reason -> {
              throw new UserError("--device " + asked + ": " + reason + ": give --device cpu");
            });
    return new DeviceChoice(chosen, "");
  }

  /** NVIDIA's cards by their own driver or, where there are none, cards of OpenCL. */
  private static DeviceChoice automatic(List<Card> all, List<Job> jobs, int begun) {
    List<Card> cards = all.stream().filter(Predicate.not(Card::processor)).toList();
    if (cards.isEmpty()) {
      return new DeviceChoice(List.of(), "no graphics card was found");
    }
    List<Card> fit = cards.stream().filter(card -> card.unfit().isEmpty()).toList();
    if (fit.isEmpty()) {
      Card first = cards.get(0);
      return new DeviceChoice(
          List.of(), first.key() + " (" + first.name() + ") can't be used: " + first.unfit());
    }
    Optional<String> obstacle = obstacle(jobs);
    if (obstacle.isPresent()) {
      return new DeviceChoice(List.of(), obstacle.get());
    }
    String named = fit.stream().map(Card::key).collect(Collectors.joining(","));
    if (begun > 0) {
      return new DeviceChoice(
          List.of(),
          (begun == 1 ? "1 run goes" : begun + " runs go")
              + " on from states of the processor; --device "
              + named
              + " begins them anew");
    }
    List<Card> cuda = fit.stream().filter(card -> card.key().startsWith(CUDA)).toList();
    return new DeviceChoice(cuda.isEmpty() ? fit : cuda, "");
  }

  /** Why not all runs can be trained on a card. */
  private static Optional<String> obstacle(List<Job> jobs) {
    return jobs.stream()
        .flatMap(
            job ->
                GpuEngine.refusalOf(job.spec()).stream()
                    .map(reason -> "regime " + job.regime() + ": " + reason))
        .findFirst();
  }

  boolean onProcessor() {
    return cards.isEmpty();
  }

  List<String> keys() {
    return cards.stream().map(Card::key).toList();
  }

  /**
   * @param processor how many workers the processor has
   * @return worker processes: one for each card
   */
  int workers(int processor) {
    return onProcessor() ? processor : cards.size();
  }

  /**
   * @param run a run
   * @return the most runs like it that a worker trains at once: what the smallest of the cards
   *     holds
   */
  int together(RunSpec run) {
    long least = cards.stream().mapToLong(card -> GpuEngine.fits(card, run)).min().orElse(1);
    return (int) Math.max(1, Math.min(least, Integer.MAX_VALUE));
  }

  /**
   * @return what it is, as records have it; of several cards the first
   */
  String device() {
    return onProcessor() ? "" : GpuEngine.device(cards.get(0));
  }

  /**
   * @return the most heap that a worker may take, as Java's {@code -Xmx} has it: weights of all its
   *     networks lie there while they are saved
   */
  String heap() {
    if (onProcessor()
        || !(ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system)) {
      return "2g";
    }
    long share = system.getTotalMemorySize() / GIBI / 2 / cards.size();
    return Math.max(2, share) + "g";
  }

  /**
   * @param convolution how the processor computes convolutions
   * @return what saved states and records say of it
   */
  Trained trained(ConvolutionMethod convolution) {
    if (onProcessor()) {
      return Trained.by(new Nd4jEngine(convolution));
    }
    return new Trained(GpuEngine.name(cards.get(0)), "direct", device(), GpuEngine.bitsOfCards());
  }

  /**
   * @param jobs the runs to train
   * @return lines for people
   */
  List<String> describe(List<Job> jobs) {
    if (onProcessor()) {
      return List.of("on the processor" + (why.isEmpty() ? "" : ": " + why));
    }
    return cards.stream().map(card -> "on " + card.describe() + ", " + room(card, jobs)).toList();
  }

  /** How many of the largest networks of a plan a card holds. */
  private static String room(Card card, List<Job> jobs) {
    Map<List<Object>, RunSpec> shapes = new LinkedHashMap<>();
    for (Job job : jobs) {
      RunSpec run = job.spec();
      shapes.putIfAbsent(List.of(run.data(), run.network(), run.regime().batchSize()), run);
    }
    long fits =
        shapes.values().stream().mapToLong(run -> GpuEngine.fits(card, run)).min().orElse(0);
    return fits >= jobs.size()
        ? "room for all networks at once"
        : String.format(Locale.ROOT, "room for %,d networks at once", fits);
  }
}
