package org.nodesnr.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * Finishes a graph: leaves out what the output does not depend on, folds normalisation into the
 * weights before it or else behind it, and gives each activation to the layer it belongs to.
 */
final class DraftFolding {
  static final String MUST_END = "the network must end in one value for each class";

  /** The most values of one sample that are needed at once: 256 MiB of floats. */
  private static final long MAX_LIVE = 1L << 26;

  private static final int NAMED = 3;

  /**
   * A finished network.
   *
   * @param graph the network
   * @param names what the file calls its layers with weights
   * @param softmaxAssumed whether it ended in sums, which now feed a softmax
   * @param notes what the user should know
   */
  record Finished(Graph graph, List<String> names, boolean softmaxAssumed, List<String> notes) {}

  private final Drafts drafts;
  private final Origin end;
  private final int output;
  private final int[] users;
  private final boolean[] needed;

  /** For each value the one that stands for it. */
  private final int[] alias;

  private final List<String> folded = new ArrayList<>();
  private final List<String> alone = new ArrayList<>();

  /** Whether there is a softmax of what no layer with weights makes. */
  private boolean softmaxOfOthers;

  DraftFolding(Drafts drafts, Origin end, int output) {
    int values = drafts.steps().size() + 1;
    this.drafts = drafts;
    this.end = end;
    this.output = output;
    this.users = new int[values];
    this.needed = new boolean[values];
    this.alias = IntStream.range(0, values).toArray();
    needed[output] = true;
    users[output]++;
    for (int k = output; k > 0; k--) {
      if (needed[k]) {
        for (int input : drafts.step(k).inputs()) {
          needed[input] = true;
          users[input]++;
        }
      }
    }
  }

  Finished finish() {
    for (int k = 1; k <= output; k++) {
      if (needed[k] && drafts.step(k).operation() instanceof Operation.Affine affine) {
        foldBackward(k, affine);
      } else if (needed[k] && drafts.step(k).operation() instanceof Layer.Nonlinearity own) {
        fuse(k, own.activation());
      }
    }
    for (int k = 1; k <= output; k++) {
      if (needed[k] && alias[k] == k && drafts.step(k).isNormalisation()) {
        foldForward(k);
      }
    }
    int last = resolved(output);
    boolean weighted =
        IntStream.rangeClosed(1, output).anyMatch(k -> needed[k] && drafts.step(k).isWeighted());
    if (!weighted) {
      throw end.refuse("there is no layer with weights");
    }
    Shape shape = drafts.shape(last);
    if (shape.height() * shape.width() != 1) {
      throw end.refuse(MUST_END);
    }
    if (!drafts.step(last).isWeighted()) {
      return written(!softmaxOfOthers);
    }
    boolean plain = drafts.step(last).activation() == Activation.IDENTITY;
    if (plain) {
      drafts.step(last).activate(Activation.SOFTMAX);
    }
    return written(plain);
  }

  private int resolved(int number) {
    int at = number;
    while (alias[at] != at) {
      at = alias[at];
    }
    return at;
  }

  private void replace(int number, int by) {
    alias[number] = by;
    users[by] = users[number];
  }

  private static String name(Draft draft) {
    Origin origin = draft.origin();
    return origin.name().isEmpty() ? origin.type() : origin.name();
  }

  private boolean takesUp(int number) {
    return number > 0
        && users[number] == 1
        && drafts.step(number).isWeighted()
        && drafts.step(number).activation() == Activation.IDENTITY;
  }

  /** Into the weights of the layer whose sums it scales. */
  private void foldBackward(int number, Operation.Affine affine) {
    Draft draft = drafts.step(number);
    int before = resolved(draft.inputs().get(0));
    int nodes = before == 0 ? 0 : drafts.shape(before).channels();
    if (takesUp(before) && nodes % affine.scale().length == 0) {
      drafts.step(before).scaleSums(affine);
      replace(number, before);
      if (draft.isNormalisation()) {
        folded.add(name(drafts.step(before)));
      }
    }
  }

  /** To the layer with weights before it, with nothing but maxima in between. */
  private void fuse(int number, Activation activation) {
    int input = resolved(drafts.step(number).inputs().get(0));
    int layer = input;
    while (layer > 0 && users[layer] == 1 && drafts.step(layer).isMaximum()) {
      layer = resolved(drafts.step(layer).inputs().get(0));
    }
    boolean own = activation != Activation.SOFTMAX || layer == input;
    if (own && takesUp(layer)) {
      drafts.step(layer).activate(activation);
      replace(number, input);
    } else if (activation == Activation.SOFTMAX) {
      // left to the loss, as everywhere
      softmaxOfOthers = true;
      replace(number, input);
    }
  }

  /** Into the weights of all the layers that take what it makes. */
  private void foldForward(int number) {
    Draft draft = drafts.step(number);
    Operation.Affine affine = (Operation.Affine) draft.operation();
    List<Draft> takers = new ArrayList<>();
    for (int k = number + 1; k <= output; k++) {
      if (needed[k]
          && alias[k] == k
          && drafts.step(k).inputs().stream().anyMatch(i -> resolved(i) == number)) {
        takers.add(drafts.step(k));
      }
    }
    boolean shifted = draft.isShifted();
    boolean possible =
        resolved(output) != number
            && resolved(draft.inputs().get(0)) > 0
            && affine.scale().length == draft.shape().channels()
            && takers.stream().allMatch(d -> d.isWeighted() && !(shifted && d.isPadded()));
    if (possible) {
      takers.forEach(taker -> taker.scaleInputs(affine));
      takers.forEach(taker -> folded.add(name(taker)));
      alias[number] = resolved(draft.inputs().get(0));
    } else {
      alone.add(name(draft));
    }
  }

  private Finished written(boolean plain) {
    List<Graph.Step> steps = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int[] numbers = new int[alias.length];
    for (int k = 1; k <= output; k++) {
      if (needed[k] && alias[k] == k) {
        Draft draft = drafts.step(k);
        List<Integer> inputs = draft.inputs().stream().map(i -> numbers[resolved(i)]).toList();
        steps.add(new Graph.Step(draft.finished(), inputs));
        numbers[k] = steps.size();
        if (draft.isWeighted()) {
          names.add(name(draft));
        }
      }
    }
    Graph graph = new Graph(drafts.input(), steps);
    if (graph.liveValues() > MAX_LIVE) {
      throw end.refuse("networks that need so many values at once are not supported");
    }
    return new Finished(graph, names, plain, notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!folded.isEmpty()) {
      notes.add(
          "batch normalisation is folded into the weights of "
              + listed(folded)
              + ": S and G are of the folded weights");
    }
    if (!alone.isEmpty()) {
      notes.add(
          "batch normalisation "
              + listed(alone)
              + " is computed as it is: no layer with weights beside it can take it up");
    }
    return notes;
  }

  private static String listed(List<String> names) {
    String[] distinct = names.stream().distinct().toArray(String[]::new);
    String some = String.join(", ", Arrays.copyOf(distinct, Math.min(NAMED, distinct.length)));
    return distinct.length <= NAMED ? some : some + " and " + (distinct.length - NAMED) + " more";
  }
}
