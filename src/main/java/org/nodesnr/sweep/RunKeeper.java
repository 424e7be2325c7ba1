package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nodesnr.UserError;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RunRecord;
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingSession;

/** Keeps one run of a session: its saved states and, in the end, its record. */
final class RunKeeper implements TrainingRun.Keeper {
  private final Ledger ledger;
  private final TrainingSession session;
  private final int number;
  private final Job job;
  private final Consumer<Event> events;
  private final Optional<SavedState> saved;
  private final Instant started;
  private SharedTime time;

  private RunKeeper(
      Ledger ledger,
      TrainingSession session,
      int number,
      Job job,
      Consumer<Event> events,
      Optional<SavedState> saved) {
    this.ledger = ledger;
    this.session = session;
    this.number = number;
    this.job = job;
    this.events = events;
    this.saved = saved;
    this.started = saved.map(s -> Instant.parse(s.startedAt())).orElseGet(Instant::now);
  }

  /**
   * Puts the run back to where its saved state stands, if it has a usable one.
   *
   * @param ledger where things are noted
   * @param session trains the run
   * @param number of the run in the session
   * @param job the run
   * @param events told where it goes on, and how it ended
   * @return what keeps it
   * @throws IOException when a state is there but can't be read
   */
  static RunKeeper of(
      Ledger ledger, TrainingSession session, int number, Job job, Consumer<Event> events)
      throws IOException {
    Optional<SavedState> saved = resume(ledger, session, number, job);
    return new RunKeeper(ledger, session, number, job, events, saved);
  }

  private static Optional<SavedState> resume(
      Ledger ledger, TrainingSession session, int number, Job job) throws IOException {
    Optional<SavedState> saved =
        ledger
            .states()
            .load(job.id(), fault -> System.err.println(fault + "; the run is begun anew"));
    if (saved.isEmpty()) {
      return saved;
    }
    SavedState state = saved.get();
    Path weights = ledger.states().weights(state);
    if (!state.dataFingerprint().equals(ledger.bench().fingerprint())
        || !state.code().equals(ledger.code())) {
      System.err.println(
          weights + ": of other data, other code or another engine; the run is begun anew");
      return Optional.empty();
    }
    if (!Files.exists(weights)) {
      System.err.println(weights + ": missing; the run is begun anew");
      return Optional.empty();
    }
    try {
      session.restore(number, weights, job.id());
      return saved;
    } catch (UserError e) {
      System.err.println(e.getMessage() + "; the run is begun anew");
      return Optional.empty();
    }
  }

  Job job() {
    return job;
  }

  /** What the run took before an interruption. */
  TimeSpent spent() {
    return saved.map(SavedState::spent).orElse(TimeSpent.NONE);
  }

  /**
   * @param shared the time of the session, in which the run's number is the same
   */
  void share(SharedTime shared) {
    this.time = shared;
  }

  /**
   * @param instrument measures the run
   * @param stop whether to save its state and stop
   * @param saveSeconds time between two saved states
   * @return what listens to its training
   */
  TrainingRun begin(Instrument instrument, StopFlag stop, int saveSeconds) {
    TrainingRun run = new TrainingRun(job, instrument, events, stop, this, saveSeconds);
    saved.ifPresent(
        state -> {
          run.resume(state.step(), state.checkpoints());
          events.accept(new Event.Resumed(job.id(), state.step()));
        });
    return run;
  }

  @Override
  public void save(int step, List<Checkpoint> checkpoints) throws IOException {
    ledger
        .states()
        .save(
            new SavedState(
                job.id(),
                step,
                checkpoints,
                ledger.bench().fingerprint(),
                ledger.code(),
                started.toString(),
                time.of(number),
                ""),
            file -> session.save(number, file, job.id()));
  }

  @Override
  public void end(TrainingRun run, TrainingOutcome outcome) throws IOException {
    if (run.failure().isPresent()) {
      System.err.println(job.label() + ", run " + job.id() + ":");
      run.failure().get().printStackTrace(System.err);
      events.accept(new Event.Failed(job.id(), run.failure().get().toString()));
    } else if (outcome.status() == TrainingOutcome.Status.STOPPED && !run.isOver()) {
      save(outcome.step(), run.checkpoints());
      events.accept(new Event.Stopped(job.id(), outcome.step()));
    } else {
      record(run, outcome);
    }
    time.leave(number);
  }

  private void record(TrainingRun run, TrainingOutcome outcome) throws IOException {
    String divergence = run.divergence().isEmpty() ? outcome.message() : run.divergence();
    RunRecord.Status status =
        divergence.isEmpty() ? RunRecord.Status.FINISHED : RunRecord.Status.DIVERGED;
    Provenance provenance =
        ledger
            .source()
            .of(
                ledger.bench().data(),
                ledger.bench().fingerprint(),
                Trained.by(ledger.engine()),
                started,
                time.of(number));
    if (status == RunRecord.Status.FINISHED) {
      if (ledger.keepNetworks()) {
        Path file = KeptNetworks.file(ledger.records().directory(), job.id());
        WeightFile.write(file, job.id(), outcome.step(), session.weights(number));
      }
      ledger.records().writeNodes(job.id(), run.nodes());
      if (job.keepsVectors()) {
        ledger.records().writeVectors(job.id(), run.vectors());
      }
    }
    RunRecord record = job.record(status, divergence, run.checkpoints(), provenance);
    ledger
        .records()
        .write(status == RunRecord.Status.FINISHED ? record.with(run.stopping()) : record);
    ledger.states().delete(job.id());
    events.accept(new Event.Ended(job.id(), status, divergence));
  }
}
