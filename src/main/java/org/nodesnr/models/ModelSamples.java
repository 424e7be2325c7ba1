package org.nodesnr.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nodesnr.UserError;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;

/** Samples in the order that an imported network takes. */
public final class ModelSamples implements Samples {
  private final InputSource source;
  private final int[] labels;
  private final Shape shape;
  private final int[] targets;

  /**
   * @param network the network
   * @param source the samples
   * @param labels the class of each sample, from 0; empty where they are unknown
   * @throws UserError when the samples or labels do not fit the network
   */
  public ModelSamples(ImportedNetwork network, InputSource source, int[] labels) {
    this(network, source, labels, source.name());
  }

  /**
   * @param network the network
   * @param source the samples
   * @param labels the class of each sample, from 0; empty where they are unknown
   * @param labelsName where the labels come from
   * @throws UserError when the samples or labels do not fit the network
   */
  public ModelSamples(
      ImportedNetwork network, InputSource source, int[] labels, String labelsName) {
    this.source = source;
    this.labels = labels.clone();
    this.shape = network.graph().input();
    this.targets = targets(network, source);
    checkLabels(network.classes(), labels, labelsName);
  }

  private static void checkLabels(int classes, int[] labels, String name) {
    int least = IntStream.of(labels).min().orElse(0);
    int most = IntStream.of(labels).max().orElse(0);
    if (least >= 0 && most < classes) {
      return;
    }
    throw new UserError(
        name
            + (least == 1 && most == classes
                ? ": labels from 1 to " + classes + "; count the classes from 0: save y - 1"
                : ": label " + (least < 0 ? least : most))
            + ", and the network has "
            + classes
            + " outputs, for the classes 0.."
            + (classes - 1));
  }

  /** For each value of a sample its place among the model's inputs. */
  private static int[] targets(ImportedNetwork network, InputSource source) {
    int[] wanted = network.input().dims();
    int[] own = source.shape().dims();
    int[] positions = network.inputPositions();
    int[] transposed = transposition(source.shape());
    if (Arrays.equals(wanted, own)) {
      return positions;
    }
    if (transposed != null) {
      int[] turned = Arrays.stream(transposed).map(a -> own[a]).toArray();
      boolean flat =
          squeezed(wanted).length == 1
              && source.arrangeable()
              && source.shape().order() != network.input().order();
      if (Arrays.equals(wanted, turned) || (flat && fits(wanted, own))) {
        int[] from = Tensor.positions(own, transposed);
        int[] targets = new int[from.length];
        for (int k = 0; k < from.length; k++) {
          targets[from[k]] = positions[k];
        }
        return targets;
      }
    }
    boolean row = squeezed(wanted).length == 1 || squeezed(own).length == 1;
    if (fits(wanted, own) && (row || Arrays.equals(squeezed(wanted), squeezed(own)))) {
      return positions;
    }
    throw new UserError(
        source.name()
            + ": samples of "
            + Tensor.text(own)
            + " for a network that takes "
            + Tensor.text(wanted));
  }

  private static boolean fits(int[] wanted, int[] own) {
    return Tensor.count(wanted) == Tensor.count(own);
  }

  private static int[] squeezed(int[] dims) {
    int[] squeezed = IntStream.of(dims).filter(d -> d != 1).toArray();
    return squeezed.length == 0 ? new int[] {1} : squeezed;
  }

  /** Brings a picture into the other order; null where there is no picture. */
  private static int[] transposition(InputHint shape) {
    if (shape.dims().length != 3) {
      return null;
    }
    return shape.order() == ChannelOrder.FIRST ? new int[] {1, 2, 0} : new int[] {2, 0, 1};
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public boolean labelled() {
    return labels.length > 0;
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public void copyTo(int i, float[] out, int offset) {
    float[] values = new float[targets.length];
    source.read(i, values);
    for (int k = 0; k < values.length; k++) {
      out[offset + targets[k]] = values[k];
    }
  }
}
