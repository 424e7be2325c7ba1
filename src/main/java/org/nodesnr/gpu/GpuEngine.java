package org.nodesnr.gpu;

import java.util.List;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Meter;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.training.InitialNetwork;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingSession;

/**
 * Trains whole populations on a graphics card. Initial weights, batches, crops and masks are those
 * of the processor's engine, bit for bit; weights differ from its by rounding. The bits of a run
 * depend neither on the runs beside it nor on the card.
 */
public final class GpuEngine implements TrainingEngine, AutoCloseable {
  private static final int DIGITS = 12;

  private final Device device;

  private GpuEngine(Device device) {
    this.device = device;
  }

  /**
   * @param card one that can be used
   * @return its engine, to be closed
   * @throws DeviceFailure when the driver fails
   */
  public static GpuEngine on(Card card) {
    return on(Cards.open(card));
  }

  static GpuEngine on(Device device) {
    return new GpuEngine(device);
  }

  /**
   * @param card a card
   * @return the name that records give its engine
   */
  public static String name(Card card) {
    return card.key().replaceFirst(":.*", "");
  }

  /**
   * @param card a card
   * @return card, driver and kernels, as records have them
   */
  public static String device(Card card) {
    return card.name() + ", " + card.driver() + ", " + bitsOfCards();
  }

  /**
   * @return what the bits of runs on any card depend on, as saved states have it
   */
  public static String bitsOfCards() {
    return "kernels " + Kernels.digest().substring(0, DIGITS);
  }

  /**
   * @param run a run
   * @return what of it is not done on a card, as the end of a sentence; empty where all is
   */
  public static Optional<String> refusalOf(RunSpec run) {
    return Refusals.of(run);
  }

  /**
   * @param card a card
   * @param run a run that is not refused
   * @return how many networks like it the card's memory holds at once
   */
  public static long fits(Card card, RunSpec run) {
    int side = run.data().inputSide();
    Model shape =
        InitialNetwork.of(run, new Shape(side, side, run.data().channels()), run.data().classes());
    return Footprint.of(run, shape, run.data().trainPixels()).fits(card);
  }

  @Override
  public String name() {
    return name(device.card());
  }

  @Override
  public String convolution() {
    return "direct";
  }

  @Override
  public String device() {
    return device(device.card());
  }

  @Override
  public String bits() {
    return bitsOfCards();
  }

  @Override
  public int capacity(RunSpec like) {
    return (int) Math.max(1, Math.min(fits(device.card(), like), Integer.MAX_VALUE));
  }

  @Override
  public Optional<String> refusal(RunSpec run) {
    return refusalOf(run);
  }

  @Override
  public TrainingSession open(List<RunSpec> runs, Dataset data) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no runs to train");
    }
    for (RunSpec run : runs) {
      refusal(run)
          .ifPresent(
              reason -> {
                throw new UserError(
                    run.regime().name() + ": " + reason + "; train it with --device cpu");
              });
    }
    return new GpuSession(device, runs, data);
  }

  @Override
  public Meter meter(Samples test, List<Variant> variants) {
    return new DeviceMeter(device, test, variants);
  }

  @Override
  public void close() {
    device.close();
  }
}
