package org.nodesnr.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.RunSpec;

/**
 * Trains several runs at once: a few steps of each in turn.
 *
 * @param most runs at once
 * @param turn steps of a run until it is the next one's turn
 */
public record TurnEngine(int most, int turn) implements TrainingEngine {
  @Override
  public String name() {
    return "turns";
  }

  @Override
  public String convolution() {
    return ConvolutionMethod.DIRECT.key();
  }

  @Override
  public String device() {
    return "three hands";
  }

  @Override
  public int capacity(RunSpec like) {
    return most;
  }

  @Override
  public TrainingSession open(List<RunSpec> runs, Dataset data) {
    if (runs.isEmpty() || runs.size() > most) {
      throw new IllegalArgumentException(runs.size() + " runs");
    }
    return new Session(
        runs.stream().map(run -> new Trainer(run, data, ConvolutionMethod.DIRECT)).toList());
  }

  private final class Session implements TrainingSession {
    private final List<Trainer> trainers;

    Session(List<Trainer> trainers) {
      this.trainers = trainers;
    }

    @Override
    public int size() {
      return trainers.size();
    }

    @Override
    public int step(int run) {
      return trainers.get(run).step();
    }

    @Override
    public Model weights(int run) {
      return trainers.get(run).model();
    }

    @Override
    public void save(int run, Path file, String id) throws IOException {
      trainers.get(run).save(file, id);
    }

    @Override
    public void restore(int run, Path file, String id) throws IOException {
      trainers.get(run).resume(file, id);
    }

    @Override
    public List<TrainingOutcome> train(List<? extends TrainingListener> listeners)
        throws InterruptedException {
      TrainingOutcome[] outcomes = new TrainingOutcome[size()];
      while (Arrays.asList(outcomes).contains(null)) {
        for (int run = 0; run < outcomes.length; run++) {
          if (outcomes[run] == null) {
            Turn turn = new Turn(listeners.get(run));
            TrainingOutcome outcome = trainers.get(run).train(turn);
            if (!turn.over) {
              outcomes[run] = outcome;
              listeners.get(run).ended(outcome);
            }
          }
        }
      }
      return new ArrayList<>(Arrays.asList(outcomes));
    }

    @Override
    public void close() {
      trainers.forEach(Trainer::close);
    }
  }

  /** Stops a run for a while, which its own listener does not notice. */
  private final class Turn implements TrainingListener {
    private final TrainingListener listener;
    private int made;
    private boolean over;

    Turn(TrainingListener listener) {
      this.listener = listener;
    }

    @Override
    public boolean due(int step) {
      return listener.due(step);
    }

    @Override
    public void measure(int step, Model model) {
      listener.measure(step, model);
    }

    @Override
    public boolean keepGoing(int step, double loss) {
      over = false;
      if (!listener.keepGoing(step, loss)) {
        return false;
      }
      made++;
      over = made == turn;
      return !over;
    }
  }
}
