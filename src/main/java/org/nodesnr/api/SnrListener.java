package org.nodesnr.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Measures S and G of a {@code MultiLayerNetwork} while Deeplearning4j trains it, every so many
 * updates, at the end of epochs, or both, and hands each {@linkplain SnrReading reading} on.
 *
 * <p>What can be measured, and on what, is said at {@link NetworkMeter}. A network that can't be is
 * refused as its first epoch starts, or else at the first measurement. Training is not influenced:
 * the listener reads parameters and draws no random numbers.
 *
 * <p>The meter belongs to the caller, who closes it after training; several listeners may share it.
 */
public final class SnrListener extends BaseTrainingListener {
  private final NetworkMeter meter;
  private final int updates;
  private final int epochs;
  private final List<Consumer<SnrReading>> consumers;

  private SnrListener(Builder builder) {
    this.meter = builder.meter;
    this.updates = builder.updates;
    this.epochs = builder.epochs;
    this.consumers = List.copyOf(builder.consumers);
  }

  /**
   * @param meter measures the network; decides samples and variants
   * @return a builder of a listener
   */
  public static Builder with(NetworkMeter meter) {
    return new Builder(meter);
  }

  /** Builds a listener. */
  public static final class Builder {
    private final NetworkMeter meter;
    private final List<Consumer<SnrReading>> consumers = new ArrayList<>();
    private int updates;
    private int epochs;

    private Builder(NetworkMeter meter) {
      this.meter = Objects.requireNonNull(meter, "meter");
    }

    /**
     * @param n measure after every n-th update of the parameters
     * @return this
     * @throws IllegalArgumentException when n is less than 1
     */
    public Builder everyUpdates(int n) {
      this.updates = positive(n);
      return this;
    }

    /**
     * @param n measure at the end of every n-th epoch; {@code fit} of a single array or data set
     *     has no epochs
     * @return this
     * @throws IllegalArgumentException when n is less than 1
     */
    public Builder everyEpochs(int n) {
      this.epochs = positive(n);
      return this;
    }

    /**
     * @param consumer gets each reading, on the thread that trains
     * @return this
     */
    public Builder to(Consumer<SnrReading> consumer) {
      consumers.add(Objects.requireNonNull(consumer, "consumer"));
      return this;
    }

    /**
     * Appends layer means to a CSV file. Columns: {@code updates, epoch, variant, samples,
     * accuracy, layer, inputs, nodes, S, G, activation_rate, undefined_nodes, quiet_inputs}; what
     * is undefined is empty. {@code fit} throws an {@link java.io.UncheckedIOException} when the
     * file can't be written or holds something else.
     *
     * @param file made where missing, with its directory
     * @return this
     */
    public Builder toCsv(Path file) {
      return to(new SnrCsv(file));
    }

    /**
     * @return the listener, for {@code network.addListeners}
     * @throws IllegalStateException when it would never measure, or tell nobody
     */
    public SnrListener build() {
      if (updates == 0 && epochs == 0) {
        throw new IllegalStateException("say when to measure: everyUpdates(n) or everyEpochs(n)");
      }
      if (consumers.isEmpty()) {
        throw new IllegalStateException("say where readings go: to(consumer) or toCsv(file)");
      }
      return new SnrListener(this);
    }

    private static int positive(int n) {
      if (n < 1) {
        throw new IllegalArgumentException("every " + n + ": must be at least 1");
      }
      return n;
    }
  }

  @Override
  public void onEpochStart(Model model) {
    meter.check(network(model));
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    // Deeplearning4j counts iterations from 0 and calls after the update.
    int done = iteration + 1;
    if (updates > 0 && done % updates == 0) {
      measure(model, done, epoch);
    }
  }

  @Override
  public void onEpochEnd(Model model) {
    MultiLayerNetwork network = network(model);
    int epoch = network.getEpochCount();
    if (epochs > 0 && (epoch + 1) % epochs == 0) {
      measure(model, network.getIterationCount(), epoch);
    }
  }

  private void measure(Model model, int done, int epoch) {
    for (NetworkSnr snr : meter.measureAll(network(model))) {
      SnrReading reading = new SnrReading(done, epoch, snr);
      consumers.forEach(consumer -> consumer.accept(reading));
    }
  }

  private static MultiLayerNetwork network(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network;
    }
    throw new IllegalArgumentException(
        "SnrListener measures a MultiLayerNetwork, not a " + model.getClass().getSimpleName());
  }
}
