package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;

/**
 * The steps of a population, with what its listeners want to do in between. While the card computes
 * a step, the next one is drawn. A run that has ended takes part no more.
 */
final class Course {
  private final Population population;
  private final List<Member> members;
  private final List<? extends TrainingListener> listeners;
  private final StepBatch batch;
  private final double[] losses;

  /**
   * @param population on the card
   * @param members its runs
   * @param listeners of each run
   */
  Course(Population population, List<Member> members, List<? extends TrainingListener> listeners) {
    this.population = population;
    this.members = members;
    this.listeners = listeners;
    this.batch =
        new StepBatch(
            members.stream().map(Member::draws).toList(),
            members.get(0).spec().regime().batchSize());
    this.losses = new double[members.size()];
  }

  /** Trains until no run is left. */
  void run() throws InterruptedException {
    List<Integer> active = begin();
    boolean changed = true;
    while (!active.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (changed) {
        population.activate(active.stream().mapToInt(n -> n).toArray());
      }
      active.forEach(n -> batch.draw(n, members.get(n).step()));
      population.step(batch, active.size());
      for (int n : active) {
        if (members.get(n).step() + 1 < steps(n)) {
          batch.draw(n, members.get(n).step() + 1);
        }
      }
      population.losses(losses);
      changed = active.removeIf(this::ended);
    }
  }

  private int steps(int n) {
    return members.get(n).spec().regime().steps();
  }

  private List<Integer> begin() {
    List<Integer> active = new ArrayList<>();
    for (int n = 0; n < members.size(); n++) {
      Member member = members.get(n);
      if (member.step() == 0 && listeners.get(n).due(0)) {
        listeners.get(n).measure(0, member.weights());
      }
      if (member.step() < steps(n)) {
        active.add(n);
      } else {
        end(n, TrainingOutcome.Status.FINISHED, "");
      }
    }
    return active;
  }

  /** Tells a run's listener of a step, and whether the run is over. */
  private boolean ended(int n) {
    Member member = members.get(n);
    TrainingListener listener = listeners.get(n);
    int before = member.step();
    double loss = losses[n] / member.spec().regime().batchSize();
    if (!Double.isFinite(loss)) {
      return end(
          n,
          TrainingOutcome.Status.DIVERGED,
          "the loss of the batch after step " + before + " is " + loss);
    }
    if (listener.wantsGradient(before)) {
      throw new UserError(
          "measures of the gradients of training are not taken on a card; use --device cpu");
    }
    member.stepped();
    if (listener.due(member.step())) {
      listener.measure(member.step(), member.weights());
    }
    boolean last = member.step() == steps(n);
    if (!listener.keepGoing(member.step(), loss) && !last) {
      return end(n, TrainingOutcome.Status.STOPPED, "");
    }
    return last && end(n, TrainingOutcome.Status.FINISHED, "");
  }

  private boolean end(int n, TrainingOutcome.Status status, String message) {
    TrainingOutcome outcome = new TrainingOutcome(status, members.get(n).step(), message);
    members.get(n).end(outcome);
    listeners.get(n).ended(outcome);
    return true;
  }
}
