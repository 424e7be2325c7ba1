package org.nodesnr.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nodesnr.UserError;
import org.nodesnr.network.Model;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.results.Stopping;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.StopSettings;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;

/** What a worker does around the training loop of one run: measures, reports and saves. */
final class TrainingRun implements TrainingListener {
  private static final long REPORT_NANOS = 1_000_000_000L;

  private final Job job;
  private final Instrument instrument;
  private final Consumer<Event> events;
  private final StopFlag stop;
  private final Keeper keeper;
  private final long saveNanos;
  private final Checkpoints schedule;
  private final int steps;
  private final double level;
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private List<NodeValues> nodes = List.of();
  private List<NodeVectors> vectors = List.of();
  private String divergence = "";
  private Stopping stopping = Stopping.NONE;
  private Optional<RuntimeException> failure = Optional.empty();
  private long lastReport = System.nanoTime();
  private int lastReportStep;
  private long lastSave = System.nanoTime();

  /** Keeps what becomes of the run. */
  interface Keeper {
    /** Saves a state. */
    void save(int step, List<Checkpoint> checkpoints) throws IOException;

    /** Records the run, or saves its state where it was stopped. */
    void end(TrainingRun run, TrainingOutcome outcome) throws IOException;
  }

  TrainingRun(
      Job job,
      Instrument instrument,
      Consumer<Event> events,
      StopFlag stop,
      Keeper keeper,
      int saveSeconds) {
    this.job = job;
    this.instrument = instrument;
    this.events = events;
    this.stop = stop;
    this.keeper = keeper;
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

  /**
   * @return what was thrown when the network was measured
   */
  Optional<RuntimeException> failure() {
    return failure;
  }

  /**
   * @return whether there is nothing more to train
   */
  boolean isOver() {
    return stopping.reached() || !divergence.isEmpty() || failure.isPresent();
  }

  @Override
  public boolean due(int step) {
    return schedule.accuracyDue(step, steps) || StopSettings.due(job.spec(), step);
  }

  @Override
  public void measure(int step, Model model) {
    try {
      observe(step, model);
    } catch (UserError | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      failure = Optional.of(e); // the end of this run, not of those beside it
    }
    // The time of a measurement is no time of a step.
    lastReport = System.nanoTime();
    lastReportStep = step;
  }

  private void observe(int step, Model model) {
    if (StopSettings.due(job.spec(), step)) {
      double loss = instrument.trainingLoss(model, step == steps ? Double.MAX_VALUE : level);
      stopping = new Stopping(loss, loss < level);
    }
    boolean last = step == steps || stopping.reached();
    if (last || schedule.accuracyDue(step, steps)) {
      read(instrument.measure(step, model, last), step);
    }
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
    if (stop.getAsBoolean() || isOver()) {
      return false;
    }
    long now = System.nanoTime();
    if (now - lastReport >= REPORT_NANOS && step > lastReportStep) {
      double millis = (now - lastReport) / 1e6 / (step - lastReportStep);
      events.accept(new Event.Progress(job.id(), step, loss, millis));
      lastReport = now;
      lastReportStep = step;
    }
    if (now - lastSave >= saveNanos) {
      save(step);
      lastSave = System.nanoTime();
    }
    return true;
  }

  private void save(int step) {
    try {
      keeper.save(step, checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void ended(TrainingOutcome outcome) {
    try {
      keeper.end(this, outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
