package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.network.Model;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.spec.MeasureChoice;

/** Measures the network of a run. */
public interface Instrument {
  /**
   * What was measured.
   *
   * @param checkpoint scores, and S and G where they were due
   * @param nodes the values of every node after the last step; empty before
   * @param vectors w and c of a few nodes after the last step; empty before
   */
  record Reading(Checkpoint checkpoint, List<NodeValues> nodes, List<NodeVectors> vectors) {
    /** Copies the lists. */
    public Reading {
      nodes = List.copyOf(nodes);
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * @param step number of updates made
   * @param model the network
   * @param last whether training ends there, and everything is due
   * @return what is due after so many updates
   */
  Reading measure(int step, Model model, boolean last);

  /**
   * Measures beside S and G alone, as {@link #measure} reads them.
   *
   * @param model the network
   * @param measures which
   * @param last whether training ends there; before, what takes long is not read
   * @return what can be read of it
   */
  List<org.nodesnr.measure.Reading> read(Model model, List<MeasureChoice> measures, boolean last);

  /**
   * @return the run's network before its first update, with layers that only training has
   */
  Model initial();

  /**
   * The mean cross-entropy over the samples that the run is trained on, with the labels that it is
   * trained on, in evaluation.
   *
   * @param model the network
   * @param level a loss; losses from there on need not be told apart
   * @return the loss in nats where it is below the level; otherwise any value not below it
   */
  double trainingLoss(Model model, double level);
}
