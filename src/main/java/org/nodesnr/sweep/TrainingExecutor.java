package org.nodesnr.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.nodesnr.UserError;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingSession;

/** Trains, measures and records runs in this process. */
public final class TrainingExecutor implements Executor {
  private final RecordStore records;
  private final StateStore states;
  private final Laboratory laboratory;
  private final ProvenanceSource source;
  private final StopFlag stop;
  private final Settings settings;
  private final TrainingEngine engine;

  /**
   * How runs are kept.
   *
   * @param saveSeconds time between two saved states of a run
   * @param keepNetworks whether final weights are kept
   */
  public record Settings(int saveSeconds, boolean keepNetworks) {}

  /**
   * @param records where records go
   * @param laboratory data and instruments
   * @param source of the numbers
   * @param stop whether to save the states of the runs in hand and stop
   * @param settings how runs are kept
   * @param engine what trains them
   */
  public TrainingExecutor(
      RecordStore records,
      Laboratory laboratory,
      ProvenanceSource source,
      StopFlag stop,
      Settings settings,
      TrainingEngine engine) {
    this.records = records;
    this.states = new StateStore(records.directory());
    this.laboratory = laboratory;
    this.source = source;
    this.stop = stop;
    this.settings = settings;
    this.engine = engine;
  }

  @Override
  public void execute(List<Job> jobs, Consumer<Event> events) throws InterruptedException {
    Set<String> over = new HashSet<>();
    Consumer<Event> told =
        event -> {
          if (event instanceof Event.Ended || event instanceof Event.Stopped) {
            over.add(((Event.OfRun) event).id());
          }
          events.accept(event);
        };
    List<String> ids = jobs.stream().map(Job::id).toList();
    try {
      RunLock.within(states.directory(), ids, () -> trainLeft(jobs, told));
    } catch (IOException e) {
      events.accept(refused(e));
    } catch (UncheckedIOException e) {
      events.accept(refused(e.getCause()));
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever runs throw is their end, not that of the sweep; the log has the trace.
      List<Job> broken = jobs.stream().filter(job -> !over.contains(job.id())).toList();
      broken.forEach(job -> System.err.println(job.label() + ", run " + job.id() + ":"));
      e.printStackTrace(System.err);
      broken.forEach(job -> events.accept(new Event.Failed(job.id(), e.toString())));
    }
  }

  private Event refused(IOException e) {
    return new Event.Refused(
        records.directory().root() + ": can't be read or written: " + Reasons.of(e));
  }

  private void trainLeft(List<Job> jobs, Consumer<Event> events)
      throws IOException, InterruptedException {
    List<Job> left = new ArrayList<>();
    for (Job job : jobs) {
      Optional<RunRecord> done =
          records.find(job.id()).filter(r -> r.status() != RunRecord.Status.FAILED);
      if (done.isPresent()) {
        // Whoever had the run before finished it while this process waited for the lock, or was
        // killed between its record and the end of its state.
        states.delete(job.id());
        events.accept(new Event.Ended(job.id(), done.get().status(), done.get().message()));
      } else {
        left.add(job);
      }
    }
    measure(left.stream().filter(job -> !job.trains()).toList(), events);
    left.removeIf(job -> !job.trains());
    while (!left.isEmpty()) {
      int together = Math.min(left.size(), engine.capacity(left.get(0).spec()));
      train(left.subList(0, together), events);
      left = left.subList(together, left.size());
    }
  }

  private void measure(List<Job> jobs, Consumer<Event> events) throws IOException {
    for (Job job : jobs) {
      if (stop.getAsBoolean()) {
        events.accept(new Event.Stopped(job.id(), 0));
        continue;
      }
      try {
        RunRecord made =
            new KeptMeasurement(records, source, Trained.by(engine), laboratory, stop).measure(job);
        states.delete(job.id());
        if (!made.checkpoints().isEmpty()) {
          Checkpoint last = made.checkpoints().get(made.checkpoints().size() - 1);
          events.accept(new Event.Measured(job.id(), last.step(), last.test().accuracy()));
        }
        events.accept(new Event.Ended(job.id(), made.status(), made.message()));
      } catch (CancellationException e) {
        events.accept(new Event.Stopped(job.id(), 0));
      }
    }
  }

  private void train(List<Job> jobs, Consumer<Event> events)
      throws IOException, InterruptedException {
    List<RunSpec> specs = jobs.stream().map(Job::spec).toList();
    Laboratory.Bench bench = laboratory.bench(specs.get(0));
    try (TrainingSession session = engine.open(specs, bench.data())) {
      Ledger ledger = new Ledger(records, states, source, engine, bench, settings.keepNetworks());
      List<RunKeeper> keepers = new ArrayList<>();
      for (int run = 0; run < jobs.size(); run++) {
        keepers.add(RunKeeper.of(ledger, session, run, jobs.get(run), events));
      }
      SharedTime time =
          new SharedTime(TimeSpent::now, keepers.stream().map(RunKeeper::spent).toList());
      List<TrainingRun> runs = new ArrayList<>();
      for (RunKeeper keeper : keepers) {
        Instrument instrument = laboratory.bench(keeper.job().spec()).instrument();
        keeper.share(time);
        runs.add(keeper.begin(instrument, stop, settings.saveSeconds()));
      }
      session.train(runs);
    }
  }

  @Override
  public double millisecondsPerStep(List<RunSpec> specs) throws InterruptedException {
    List<RunSpec> together =
        specs.subList(0, Math.min(specs.size(), engine.capacity(specs.get(0))));
    Laboratory.Bench bench = laboratory.bench(specs.get(0));
    try (TrainingSession session = engine.open(together, bench.data())) {
      return Stopwatch.millisecondsPerStep(session);
    }
  }
}
