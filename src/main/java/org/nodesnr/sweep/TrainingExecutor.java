package org.nodesnr.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nodesnr.UserError;
import org.nodesnr.config.RunSpec;
import org.nodesnr.network.Model;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingSession;

/** Trains, measures and records runs in this process. */
public final class TrainingExecutor implements Executor {
  private static final int WARM_UP_STEPS = 3;
  private static final long WINDOW_NANOS = 200_000_000L;
  private static final long CALIBRATION_NANOS = 2_500_000_000L;

  private final RecordStore records;
  private final StateStore states;
  private final Laboratory laboratory;
  private final ProvenanceSource source;
  private final StopFlag stop;
  private final Settings settings;
  private final Engine engine;
  private final TrainingEngine trainer;

  /**
   * How runs are trained and kept; nothing here changes more than rounding.
   *
   * @param saveSeconds time between two saved states of a run
   * @param keepNetworks whether final weights are kept
   * @param convolution how convolutions are computed
   */
  public record Settings(int saveSeconds, boolean keepNetworks, ConvolutionMethod convolution) {}

  /**
   * @param records where records go
   * @param laboratory data and instruments
   * @param source of the numbers
   * @param stop whether to save the state of the run in hand and stop
   * @param settings how runs are kept
   */
  public TrainingExecutor(
      RecordStore records,
      Laboratory laboratory,
      ProvenanceSource source,
      StopFlag stop,
      Settings settings) {
    this.records = records;
    this.states = new StateStore(records.directory());
    this.laboratory = laboratory;
    this.source = source;
    this.stop = stop;
    this.settings = settings;
    this.engine =
        new Engine(
            source.build().describe(), source.backend().library(), settings.convolution().key());
    this.trainer = new Nd4jEngine(settings.convolution());
  }

  @Override
  public Event execute(Job job, Consumer<Event> events) throws InterruptedException {
    try {
      return RunLock.within(states.directory(), job.id(), () -> trainOnce(job, events));
    } catch (IOException e) {
      return refused(e);
    } catch (UncheckedIOException e) {
      return refused(e.getCause());
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever a run throws is the end of that run, not of the sweep; the log has the trace.
      System.err.println(job.label() + ", run " + job.id() + ":");
      e.printStackTrace(System.err);
      return new Event.Failed(job.id(), e.toString());
    }
  }

  private Event trainOnce(Job job, Consumer<Event> events)
      throws IOException, InterruptedException {
    Optional<RunRecord> done =
        records.find(job.id()).filter(r -> r.status() != RunRecord.Status.FAILED);
    if (done.isPresent()) {
      // Whoever had the run before finished it while this process waited for the lock, or was
      // killed between its record and the end of its state.
      states.delete(job.id());
      return new Event.Ended(job.id(), done.get().status(), done.get().message());
    }
    return train(job, events);
  }

  private Event refused(IOException e) {
    return new Event.Refused(
        records.directory().root() + ": can't be read or written: " + Reasons.of(e));
  }

  private Event train(Job job, Consumer<Event> events) throws IOException, InterruptedException {
    Laboratory.Bench bench = laboratory.bench(job.spec());
    try (TrainingSession session = trainer.open(List.of(job.spec()), bench.data())) {
      Optional<SavedState> saved = resume(job, session, bench);
      Instant started = saved.map(s -> Instant.parse(s.startedAt())).orElseGet(Instant::now);
      TimeSpent earlier = saved.map(SavedState::spent).orElse(TimeSpent.NONE);
      TimeSpent resumed = TimeSpent.now();
      TrainingRun.Saver saver =
          (step, checkpoints) ->
              states.save(
                  new SavedState(
                      job.id(),
                      step,
                      checkpoints,
                      bench.fingerprint(),
                      engine.describe(),
                      started.toString(),
                      earlier.andSince(resumed),
                      ""),
                  file -> session.save(0, file, job.id()));
      TrainingRun run =
          new TrainingRun(job, bench.instrument(), events, stop, saver, settings.saveSeconds());
      saved.ifPresent(s -> run.resume(s.step(), s.checkpoints()));
      saved.ifPresent(s -> events.accept(new Event.Resumed(job.id(), s.step())));
      TrainingOutcome outcome = session.train(List.of(run)).get(0);
      boolean over = run.stopping().reached() || !run.divergence().isEmpty();
      if (outcome.status() == TrainingOutcome.Status.STOPPED && !over) {
        saver.save(outcome.step(), run.checkpoints());
        return new Event.Stopped(job.id(), outcome.step());
      }
      Provenance provenance =
          source.of(
              bench.data(),
              bench.fingerprint(),
              trainer.name(),
              settings.convolution().key(),
              started,
              earlier.andSince(resumed));
      return finish(job, session, run, outcome, provenance);
    }
  }

  private Event finish(
      Job job,
      TrainingSession session,
      TrainingRun run,
      TrainingOutcome outcome,
      Provenance provenance)
      throws IOException {
    String divergence = run.divergence().isEmpty() ? outcome.message() : run.divergence();
    RunRecord.Status status =
        divergence.isEmpty() ? RunRecord.Status.FINISHED : RunRecord.Status.DIVERGED;
    if (status == RunRecord.Status.FINISHED) {
      if (settings.keepNetworks()) {
        Path file = KeptNetworks.file(records.directory(), job.id());
        WeightFile.write(file, job.id(), outcome.step(), session.weights(0));
      }
      records.writeNodes(job.id(), run.nodes());
      if (job.keepsVectors()) {
        records.writeVectors(job.id(), run.vectors());
      }
    }
    RunRecord record = job.record(status, divergence, run.checkpoints(), provenance);
    records.write(status == RunRecord.Status.FINISHED ? record.with(run.stopping()) : record);
    states.delete(job.id());
    return new Event.Ended(job.id(), status, divergence);
  }

  private Optional<SavedState> resume(Job job, TrainingSession session, Laboratory.Bench bench)
      throws IOException {
    Optional<SavedState> saved = states.load(job.id(), System.err::println);
    if (saved.isEmpty()) {
      return saved;
    }
    SavedState state = saved.get();
    Path weights = states.weights(state);
    if (!state.dataFingerprint().equals(bench.fingerprint())
        || !state.code().equals(engine.describe())) {
      System.err.println(
          weights + ": of other data, other code or another engine; the run is begun anew");
      return Optional.empty();
    }
    if (!Files.exists(weights)) {
      System.err.println(weights + ": missing; the run is begun anew");
      return Optional.empty();
    }
    try {
      session.restore(0, weights, job.id());
      return saved;
    } catch (UserError e) {
      System.err.println(e.getMessage() + "; the run is begun anew");
      return Optional.empty();
    }
  }

  @Override
  public double millisecondsPerStep(RunSpec spec) throws InterruptedException {
    Laboratory.Bench bench = laboratory.bench(spec);
    try (TrainingSession session = trainer.open(List.of(spec), bench.data())) {
      Stopwatch stopwatch = new Stopwatch();
      session.train(List.of(stopwatch));
      return stopwatch.millisecondsPerStep();
    }
  }

  /**
   * Measures nothing but time: the fastest of several windows, for the first ones run code that is
   * not compiled yet, and others may be disturbed.
   */
  private static final class Stopwatch implements TrainingListener {
    private final long begun = System.nanoTime();
    private long windowBegun;
    private int windowStep;
    private double milliseconds = Double.NaN;

    @Override
    public boolean due(int step) {
      return false;
    }

    @Override
    public void measure(int step, Model model) {
      throw new IllegalStateException("nothing is due");
    }

    @Override
    public boolean keepGoing(int step, double loss) {
      long now = System.nanoTime();
      if (step >= WARM_UP_STEPS && windowBegun == 0) {
        windowBegun = now;
        windowStep = step;
      } else if (windowBegun != 0 && now - windowBegun >= WINDOW_NANOS) {
        double mean = (now - windowBegun) / 1e6 / (step - windowStep);
        milliseconds = Double.isNaN(milliseconds) ? mean : Math.min(milliseconds, mean);
        windowBegun = now;
        windowStep = step;
      }
      return now - begun < CALIBRATION_NANOS || Double.isNaN(milliseconds);
    }

    double millisecondsPerStep() {
      return milliseconds;
    }
  }
}
