package org.nodesnr.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.WeightFile;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;

/**
 * Trains one network: a bare loop of forward pass, loss and backward pass with the update in it.
 * Whatever else there is to do hangs on a {@link TrainingListener}. Uses the thread that calls it,
 * and one that prepares batches.
 */
public final class Trainer implements AutoCloseable {
  private final Regime regime;
  private final Recipe recipe;
  private final Model initial;
  private final Elementwise elementwise;
  private final Updates updates;
  private final Stages stages;
  private final SnrPull pull;
  private final SnrDropout selective;
  private final int classes;
  private final INDArray input;
  private final float[] logits;
  private int step;

  /**
   * Builds the network with its initial weights; convolutions by Winograd's filtering where it
   * suits.
   *
   * @param spec the run
   * @param data the data set that {@code spec.data()} names
   */
  public Trainer(RunSpec spec, Dataset data) {
    this(spec, data, ConvolutionMethod.WINOGRAD);
  }

  /**
   * Builds the network with its initial weights.
   *
   * @param spec the run
   * @param data the data set that {@code spec.data()} names
   * @param method how convolutions are computed
   */
  public Trainer(RunSpec spec, Dataset data, ConvolutionMethod method) {
    this(spec, data, new HostElementwise(), UpdateSpec.of(spec.regime()), method);
  }

  Trainer(
      RunSpec spec,
      Dataset data,
      Elementwise elementwise,
      UpdateSpec update,
      ConvolutionMethod method) {
    this.regime = spec.regime();
    this.recipe = new Recipe(spec, data);
    this.classes = recipe.classes();
    this.elementwise = elementwise;
    this.initial = recipe.initial();
    this.input =
        Nd4j.create(DataType.FLOAT, new long[] {initial.input().size(), regime.batchSize()}, 'f');
    this.logits = new float[classes * regime.batchSize()];
    this.stages = new Stages(spec, initial, elementwise, method);
    this.updates =
        new Updates(
            stages.parameters().stream()
                .flatMap(layer -> layer.all().stream())
                .filter(Parameter::isTrained)
                .toList(),
            update,
            regime.batchSize(),
            elementwise);
    this.pull = new SnrPull(regime, initial, stages.weighted(), elementwise);
    this.selective = new SnrDropout(regime, initial, stages, elementwise);
  }

  /**
   * @return number of updates made so far
   */
  public int step() {
    return step;
  }

  /**
   * @return a copy of the network as it is now, with layers that only training has
   */
  public Model model() {
    return copy(Parameters::copyInto);
  }

  private Model copy(BiFunction<Parameters, Layer, Layer> values) {
    List<Layer> layers = new ArrayList<>();
    Iterator<Parameters> each = stages.parameters().iterator();
    for (Layer layer : initial.layers()) {
      layers.add(layer.arrays().isEmpty() ? layer : values.apply(each.next(), layer));
    }
    return new Model(initial.input(), layers);
  }

  /**
   * Keeps what is needed to go on from here: the weights, what the optimiser, the SNR pull and
   * selective dropout remember, and the number of updates. Random streams have no state of their
   * own.
   *
   * @param file where to; replaced whole or not at all
   * @param id the run's id
   * @throws IOException when it can't be written
   */
  public void save(Path file, String id) throws IOException {
    WeightFile.write(file, id, step, model(), state());
  }

  private List<float[]> state() {
    List<float[]> state = new ArrayList<>(updates.state());
    state.addAll(pull.state());
    state.addAll(selective.state());
    return state;
  }

  /**
   * Goes on from what {@link #save} kept; the run then ends bit for bit as if never interrupted.
   *
   * @param file where from
   * @param id the run's id
   * @throws IOException when it can't be read
   * @throws org.nodesnr.UserError when it is damaged or of another run; the network is then
   *     untouched
   */
  public void resume(Path file, String id) throws IOException {
    Model read = model();
    List<float[]> state = state();
    step = WeightFile.read(file, id, read, state);
    int own = updates.state().size();
    updates.restore(state.subList(0, own));
    int pulled = own + pull.state().size();
    pull.restore(state.subList(own, pulled));
    selective.restore(state.subList(pulled, state.size()));
    start(step, read);
  }

  /** Goes on from other weights, with an optimiser that remembers nothing. */
  void start(int updates, Model weights) {
    step = updates;
    Iterator<Parameters> each = stages.parameters().iterator();
    for (Layer layer : weights.layers()) {
      if (!layer.arrays().isEmpty()) {
        each.next().load(layer);
      }
    }
  }

  /**
   * Makes some weights 0.
   *
   * @param zeros which ones, of each layer with weights
   */
  void clear(List<int[]> zeros) {
    for (int k = 0; k < zeros.size(); k++) {
      INDArray weights = stages.weighted().get(k).weights();
      float[] values = new float[(int) weights.length()];
      elementwise.download(weights, values);
      for (int zero : zeros.get(k)) {
        values[zero] = 0;
      }
      elementwise.upload(values, weights);
    }
  }

  /**
   * Trains to the end, or until the listener stops it. Goes on from {@link #step()}.
   *
   * @param listener measurements and progress
   * @return how it ended
   * @throws InterruptedException when the thread is interrupted; the state is that after the last
   *     whole step
   */
  public TrainingOutcome train(TrainingListener listener) throws InterruptedException {
    int steps = regime.steps();
    if (step == 0 && listener.due(0)) {
      listener.measure(0, model().inUse());
    }
    try (BatchSource batches = recipe.batches(step)) {
      while (step < steps) {
        Batch batch = batches.next();
        boolean observed = listener.wantsGradient(step);
        double loss = update(batch, observed);
        batches.release(batch);
        if (!Double.isFinite(loss)) {
          return new TrainingOutcome(
              TrainingOutcome.Status.DIVERGED,
              step,
              "the loss of the batch after step " + step + " is " + loss);
        }
        if (observed) {
          listener.gradient(step, copy(Parameters::gradientsInto));
        }
        step++;
        if (listener.due(step)) {
          listener.measure(step, model().inUse());
        }
        if (!listener.keepGoing(step, loss) && step < steps) {
          return new TrainingOutcome(TrainingOutcome.Status.STOPPED, step, "");
        }
      }
    }
    return new TrainingOutcome(TrainingOutcome.Status.FINISHED, step, "");
  }

  /**
   * One forward and backward pass with its update.
   *
   * @param observed whether the gradient is kept to be looked at
   * @return mean cross-entropy of the batch before the update
   */
  double update(Batch batch, boolean observed) {
    updates.begin(batch.step() + 1, observed);
    elementwise.upload(batch.images(), input);
    boolean pulled = pull.due(batch.step() + 1);
    boolean selected = selective.due(batch.step() + 1);
    if (pulled || selected) {
      List<INDArray> inputs = stages.inputsWithoutDropout(input);
      if (pulled) {
        pull.observe(inputs);
      }
      if (selected) {
        selective.set(inputs);
      }
    }
    stages.drawMasks(recipe.masks(batch.step()));
    INDArray values = stages.forward(input);
    elementwise.download(values, logits);
    double loss =
        SoftmaxLoss.lossAndGradient(logits, batch.labels(), classes) / batch.labels().length;
    if (!Double.isFinite(loss)) {
      return loss;
    }
    elementwise.upload(logits, values);
    stages.backward(values);
    updates.end();
    if (pulled) {
      pull.apply(updates.rate());
    }
    return loss;
  }

  @Override
  public void close() {
    stages.close();
    pull.close();
    selective.close();
    input.close();
  }
}
