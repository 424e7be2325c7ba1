package org.nodesnr.testing;

import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.Gauge;
import org.nodesnr.measures.Specimen;
import org.nodesnr.network.Layer;

/** A measure that a user might add, of each layer and of the network. */
public final class LargestWeight implements Gauge {
  private static final Measure LARGEST =
      Measure.of("largestWeight", "largest weight", MeasureScope.LAYER, Sign.WORSE)
          .needs(Need.WEIGHTS);

  @Override
  public List<Measure> measures() {
    return List.of(LARGEST);
  }

  @Override
  public List<Reading> read(Specimen specimen) {
    List<Layer.Weighted> layers = specimen.network().weighted();
    double ofNetwork = 0;
    Reading[] readings = new Reading[layers.size() + 1];
    for (int k = 0; k < layers.size(); k++) {
      float[] weights = layers.get(k).weights();
      double largest = 0;
      for (float weight : weights) {
        largest = Math.max(largest, Math.abs(weight));
      }
      ofNetwork = Math.max(ofNetwork, largest);
      readings[k + 1] = Reading.of(LARGEST, k + 1, largest, weights.length, 0);
    }
    readings[0] = Reading.of(LARGEST, 0, ofNetwork, specimen.network().parameterCount(), 0);
    return List.of(readings);
  }
}
