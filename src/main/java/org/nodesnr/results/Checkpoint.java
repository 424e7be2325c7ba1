package org.nodesnr.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Total;

/**
 * The measurements of a network after a number of updates.
 *
 * @param step number of updates
 * @param train on the first {@link Score#samples()} training samples, without augmentation or
 *     dropout
 * @param test on the test samples
 * @param layers the layers, from the input on; empty where only the scores were measured
 * @param readings the values of the measures, by layer; empty likewise
 */
public record Checkpoint(
    int step, Score train, Score test, List<MeasuredLayer> layers, List<Reading> readings) {
  /** Copies the lists. */
  public Checkpoint {
    layers = List.copyOf(layers);
    readings = List.copyOf(readings);
  }

  /**
   * How well a network does on some samples.
   *
   * @param accuracy share of the samples that are classified correctly
   * @param loss mean cross-entropy in nats, without the L2 term
   * @param samples number of samples
   */
  public record Score(double accuracy, double loss, int samples) {}

  /**
   * @param step number of updates
   * @param train on training samples
   * @param test on test samples
   * @return a checkpoint at which only the scores were measured
   */
  public static Checkpoint ofScores(int step, Score train, Score test) {
    return new Checkpoint(step, train, test, List.of(), List.of());
  }

  /**
   * @param kept which readings stay
   * @param more readings behind them
   * @return the same checkpoint with other readings
   */
  public Checkpoint with(Predicate<Reading> kept, List<Reading> more) {
    List<Reading> all = Stream.concat(readings.stream().filter(kept), more.stream()).toList();
    return new Checkpoint(step, train, test, layers, all);
  }

  /**
   * @return whether more than the scores was measured
   */
  @JsonIgnore
  public boolean isMeasured() {
    return !layers.isEmpty();
  }

  /**
   * @param quantity a measure of a layer or of the network
   * @return its value: what was read or, where that is missing, the total of the layers; NaN where
   *     there is neither, or there are no hidden layers to sum
   */
  public double value(Quantity quantity) {
    return reading(quantity).map(Reading::value).orElseGet(() -> total(quantity));
  }

  /**
   * @param quantity a measure of a layer or of the network
   * @return what was read of it
   */
  public Optional<Reading> reading(Quantity quantity) {
    if (quantity.place().equals(Quantity.HIDDEN)) {
      return Optional.empty();
    }
    int layer = quantity.layer();
    for (Reading reading : readings) {
      if (reading.layer() == layer
          && reading.measure().equals(quantity.measure())
          && reading.variant().equals(quantity.variant())) {
        return Optional.of(reading);
      }
    }
    return Optional.empty();
  }

  private double total(Quantity quantity) {
    Total total = Measures.find(quantity.measure()).map(Measure::total).orElse(Total.NONE);
    // The empty sum of a network without hidden layers is 0, but nothing was measured there.
    boolean empty = total == Total.HIDDEN_SUM && layers.size() == 1;
    if (quantity.layer() > 0 || total == Total.NONE || empty) {
      return Double.NaN;
    }
    Measure measure = Measures.find(quantity.measure()).orElseThrow();
    return total.of(
        layers.stream()
            .map(layer -> Quantity.ofLayer(measure, quantity.variant(), layer.layer()))
            .mapToDouble(this::value)
            .toArray());
  }
}
