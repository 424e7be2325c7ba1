package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.spec.MeasureChoice;

/** An instrument whose readings change with any bit of any weight, and cost nothing. */
final class WeightSums implements Instrument {
  @Override
  public List<org.nodesnr.measure.Reading> read(
      Model model, List<MeasureChoice> measures, boolean last) {
    throw new IllegalStateException("no measures are asked for");
  }

  @Override
  public Model initial() {
    throw new IllegalStateException("no network is measured without training");
  }

  @Override
  public double trainingLoss(Model model, double level) {
    throw new IllegalStateException("no level is set");
  }

  @Override
  public Reading measure(int step, Model model, boolean last) {
    double sum = 0;
    for (Layer.Weighted layer : model.weighted()) {
      for (float weight : layer.weights()) {
        sum = 31 * sum % 1009 + weight;
      }
    }
    Checkpoint.Score score = new Checkpoint.Score(0.5, Math.abs(sum), 100);
    MadeUpLayer layer = new MadeUpLayer(1, "dense", 784, 8, 100, sum, 0.5, List.of());
    return new Reading(
        MadeUpLayer.checkpoint(step, score, score, List.of(layer)),
        List.of(NodeValues.of("paper", 1, 0, sum, sum, 0.5, sum)),
        List.of(new NodeVectors(1, 50, 0, sum, sum, List.of(new NodeVectors.Input(0, sum, sum)))));
  }
}
