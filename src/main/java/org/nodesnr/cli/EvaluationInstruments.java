package org.nodesnr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.ImageSet;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.LossBound;
import org.nodesnr.evaluation.Meter;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Validation;
import org.nodesnr.measures.Gauges;
import org.nodesnr.measures.Specimen;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.sweep.Instrument;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.InitialNetwork;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingSet;

/**
 * Measures with the meter of an engine, which is kept from run to run while data and variants stay
 * the same: the covariances of the first layer's inputs are then computed once.
 */
final class EvaluationInstruments implements Laboratory.Instruments, AutoCloseable {
  private final TrainingEngine engine;
  private Key key;
  private Meter meter;
  private Samples test;

  private record Key(Dataset data, DataSpec spec, List<Variant> variants) {}

  /**
   * @param engine whose runs are measured
   */
  EvaluationInstruments(TrainingEngine engine) {
    this.engine = engine;
  }

  @Override
  public Instrument of(RunSpec spec, Dataset data) {
    Key wanted = new Key(data, spec.data(), spec.evaluation().variants());
    if (!wanted.equals(key)) {
      close();
      test = test(data, spec);
      meter = engine.meter(test, wanted.variants());
      key = wanted;
    }
    Samples train = training(data, spec);
    int classes = data.train().classes();
    Supplier<Model> untrained = () -> InitialNetwork.of(spec, test.shape(), classes);
    Supplier<Optional<Model>> initial = () -> Optional.of(untrained.get().inUse());
    Samples seen = samples(TrainingSet.of(data.train(), spec), spec.data());
    Optional<Samples> validation =
        Optional.of(spec.validationSamples())
            .filter(count -> count > 0)
            .map(count -> samples(data.train().range(spec.trainSamples(), count), spec.data()));
    return new Instrument() {
      @Override
      public Reading measure(int step, Model model, boolean last) {
        return EvaluationInstruments.this.measure(
            spec, train, validation, step, model, last, initial);
      }

      @Override
      public List<org.nodesnr.measure.Reading> read(
          Model model, List<MeasureChoice> measures, boolean last) {
        return Gauges.read(specimen(model, train, last, initial), measures);
      }

      @Override
      public Model initial() {
        return untrained.get();
      }

      @Override
      public double trainingLoss(Model model, double level) {
        return LossBound.loss(model, seen, level);
      }
    };
  }

  /** The training samples of a run without augmentation, in the order of their file. */
  static Samples training(Dataset data, RunSpec spec) {
    return samples(data.train().first(spec.trainSamples()), spec.data());
  }

  /** The test samples of a run. */
  static Samples test(Dataset data, RunSpec spec) {
    return samples(data.test().first(spec.data().testSamples()), spec.data());
  }

  private static Samples samples(ImageSet set, DataSpec spec) {
    return new ImageSamples(set, spec.crop(), spec.standardisation());
  }

  private Instrument.Reading measure(
      RunSpec spec,
      Samples train,
      Optional<Samples> validation,
      int step,
      Model model,
      boolean last,
      Supplier<Optional<Model>> initial) {
    Checkpoints due = spec.checkpoints();
    EvaluationSpec how = spec.evaluation();
    Checkpoint.Score onTrain = meter.score(model, train, last ? 0 : how.trainSamples());
    if (!last && !due.measuresDue(step, spec.regime().steps())) {
      Checkpoint.Score onTest = meter.score(model, test, 0);
      return new Instrument.Reading(
          Checkpoint.ofScores(step, onTrain, onTest), List.of(), List.of());
    }
    Evaluation evaluation = meter.evaluate(model, last ? 0 : how.measureSamples());
    Checkpoint.Score onTest =
        evaluation.test().samples() == test.size()
            ? evaluation.test()
            : meter.score(model, test, 0);
    List<Reading> readings = new ArrayList<>(evaluation.readings());
    readings.addAll(Gauges.read(specimen(model, train, last, initial), how.measures()));
    validation
        .map(samples -> meter.score(model, samples, 0))
        .map(score -> Validation.of(score.accuracy(), score.loss(), score.samples()))
        .ifPresent(readings::addAll);
    List<NodeValues> nodes = last ? evaluation.nodes() : List.of();
    return new Instrument.Reading(
        new Checkpoint(step, onTrain, onTest, evaluation.layers(), readings),
        nodes,
        last ? evaluation.vectors() : List.of());
  }

  private Specimen specimen(
      Model model, Samples train, boolean last, Supplier<Optional<Model>> initial) {
    return new Specimen(model, initial, Optional.of(train), test, last);
  }

  @Override
  public void close() {
    if (meter != null) {
      meter.close();
      meter = null;
      key = null;
    }
  }
}
