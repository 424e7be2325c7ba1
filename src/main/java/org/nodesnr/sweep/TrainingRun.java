package org.nodesnr.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nodesnr.config.Checkpoints;
import org.nodesnr.config.StopSettings;
import org.nodesnr.network.Model;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.results.Stopping;
import org.nodesnr.training.TrainingListener;

/** What a worker does around the training loop of one run: measures, reports and saves. */
final class TrainingRun implements TrainingListener {
  private static final long REPORT_NANOS = 1_000_000_000L;

  private final Job job;
  private final Instrument instrument;
  private final Consumer<Event> events;
  private final StopFlag stop;
  private final Saver saver;
  private final long saveNanos;
  private final Checkpoints schedule;
  private final int steps;
  private final double level;
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private List<NodeValues> nodes = List.of();
  private List<NodeVectors> vectors = List.of();
  private String divergence = "";
  private Stopping stopping = Stopping.NONE;
  private long lastReport = System.nanoTime();
  private int lastReportStep;
  private long lastSave = System.nanoTime();

  /** Saves a state. */
  @FunctionalInterface
  interface Saver {
    void save(int step, List<Checkpoint> checkpoints) throws IOException;
  }

  TrainingRun(
      Job job,
      Instrument instrument,
      Consumer<Event> events,
      StopFlag stop,
      Saver saver,
      int saveSeconds) {
    this.job = job;
    this.instrument = instrument;
    this.events = events;
    this.stop = stop;
    this.saver = saver;
    this.saveNanos = saveSeconds * 1_000_000_000L;
    this.schedule = job.spec().checkpoints();
    this.steps = job.spec().regime().steps();
    this.level = job.spec().regime().get(StopSettings.LEVEL);
  }

  /** Takes over what was measured before an interruption. */
  void resume(int step, List<Checkpoint> earlier) {
    checkpoints.addAll(earlier);
    lastReportStep = step;
  }

  List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  List<NodeValues> nodes() {
    return nodes;
  }

  List<NodeVectors> vectors() {
    return vectors;
  }

  /**
   * @return why the network counts as diverged though the loss of every batch was finite; empty if
   *     it doesn't
   */
  String divergence() {
    return divergence;
  }

  /** How it ended, where it was to stop at a training loss. */
  Stopping stopping() {
    return stopping;
  }

  @Override
  public boolean due(int step) {
    return schedule.accuracyDue(step, steps) || StopSettings.due(job.spec(), step);
  }

  @Override
  public void measure(int step, Model model) {
    if (StopSettings.due(job.spec(), step)) {
      double loss = instrument.trainingLoss(model, step == steps ? Double.MAX_VALUE : level);
      stopping = new Stopping(loss, loss < level);
    }
    boolean last = step == steps || stopping.reached();
    if (last || schedule.accuracyDue(step, steps)) {
      read(instrument.measure(step, model, last), step);
    }
    // The time of a measurement is no time of a step.
    lastReport = System.nanoTime();
    lastReportStep = step;
  }

  private void read(Instrument.Reading reading, int step) {
    Checkpoint checkpoint = reading.checkpoint();
    if (!Double.isFinite(checkpoint.train().loss()) || !Double.isFinite(checkpoint.test().loss())) {
      divergence = "the loss on the training or test samples after step " + step + " is not finite";
      return;
    }
    checkpoints.add(checkpoint);
    nodes = reading.nodes();
    vectors = reading.vectors();
    events.accept(new Event.Measured(job.id(), step, checkpoint.test().accuracy()));
  }

  @Override
  public boolean keepGoing(int step, double loss) {
    if (stop.getAsBoolean() || stopping.reached() || !divergence.isEmpty()) {
      return false;
    }
    long now = System.nanoTime();
    if (now - lastReport >= REPORT_NANOS) {
      double millis = (now - lastReport) / 1e6 / (step - lastReportStep);
      events.accept(new Event.Progress(job.id(), step, loss, millis));
      lastReport = now;
      lastReportStep = step;
      if (now - lastSave >= saveNanos) {
        save(step);
        lastSave = now;
      }
    }
    return true;
  }

  private void save(int step) {
    try {
      saver.save(step, checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
