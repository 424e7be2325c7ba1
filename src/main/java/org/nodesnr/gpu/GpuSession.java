package org.nodesnr.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.training.StepDraws;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingSession;

/**
 * Runs that are trained together: one population for each shape, or several where they don't fit
 * the memory, one after the other.
 */
final class GpuSession implements TrainingSession {
  /** What networks of a population have in common. */
  private record Kind(NetworkSpec network, DataSpec data, int batchSize) {}

  private final Device device;
  private final Pixels pixels;
  private final List<Member> members = new ArrayList<>();

  /** Populations to be trained, by the numbers of their runs. */
  private final List<List<Integer>> groups = new ArrayList<>();

  private Population open;
  private int opened = -1;

  /**
   * @param device the card, which is not closed with the session
   * @param runs what is trained
   * @param data the data set that all of them name
   */
  GpuSession(Device device, List<RunSpec> runs, Dataset data) {
    this.device = device;
    Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
    for (RunSpec run : runs) {
      Kind kind = new Kind(run.network(), run.data(), run.regime().batchSize());
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(members.size());
      members.add(new Member(run, data));
    }
    long sampleBytes = (long) data.train().size() * data.train().pixelsPerImage();
    for (List<Integer> alike : kinds.values()) {
      Member first = members.get(alike.get(0));
      Footprint footprint = Footprint.of(first.spec(), first.weights(), sampleBytes);
      long fits = footprint.fits(device.card());
      if (fits == 0) {
        throw new DeviceFailure(
            device.card(), "memory", "does not suffice for one network of this shape", true);
      }
      for (List<Integer> part : Parts.of(alike, (int) Math.min(fits, alike.size()))) {
        groups.add(part);
      }
    }
    this.pixels = Pixels.of(device, data.train());
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public int step(int run) {
    return members.get(run).step();
  }

  @Override
  public Model weights(int run) {
    return members.get(run).weights();
  }

  @Override
  public void save(int run, Path file, String id) throws IOException {
    members.get(run).save(file, id);
  }

  @Override
  public void restore(int run, Path file, String id) throws IOException {
    members.get(run).restore(file, id);
  }

  @Override
  public List<TrainingOutcome> train(List<? extends TrainingListener> listeners)
      throws InterruptedException {
    if (listeners.size() != members.size()) {
      throw new IllegalArgumentException(
          listeners.size() + " listeners for " + members.size() + " runs");
    }
    for (int group = 0; group < groups.size(); group++) {
      enter(group);
      List<Member> own = groups.get(group).stream().map(members::get).toList();
      List<? extends TrainingListener> theirs =
          groups.get(group).stream().map(listeners::get).toList();
      new Course(open, own, theirs).run();
    }
    return members.stream().map(Member::outcome).toList();
  }

  /** Brings a population to the card, and the one that is there back. */
  private void enter(int group) {
    if (opened == group) {
      return;
    }
    leave();
    List<Integer> numbers = groups.get(group);
    try {
      open = population(numbers);
    } catch (DeviceFailure e) {
      if (!e.outOfMemory() || numbers.size() == 1) {
        throw e;
      }
      // Others use the card, too: half as many may fit.
      groups.remove(group);
      groups.addAll(group, Parts.of(numbers, (numbers.size() + 1) / 2));
      enter(group);
      return;
    }
    opened = group;
    for (int slot = 0; slot < numbers.size(); slot++) {
      members.get(numbers.get(slot)).enter(open, slot);
    }
  }

  private Population population(List<Integer> numbers) {
    List<RunSpec> runs = numbers.stream().map(n -> members.get(n).spec()).toList();
    Member first = members.get(numbers.get(0));
    StepDraws draws = first.draws();
    return new Population(device, pixels, runs, first.weights(), draws.standardised());
  }

  private void leave() {
    if (open != null) {
      groups.get(opened).forEach(n -> members.get(n).leave());
      open.close();
      open = null;
      opened = -1;
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
    pixels.close();
  }
}
