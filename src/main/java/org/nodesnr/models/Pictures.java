package org.nodesnr.models;

import java.util.Arrays;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;

/** Brings values into the order that an operation takes, and settles that of the input. */
final class Pictures {
  private final ModelInput input;
  private final Drafts drafts;
  private int[] inputPositions;

  Pictures(ModelInput input, Drafts drafts) {
    this.input = input;
    this.drafts = drafts;
  }

  /** For each number of the file's input its place among the network's; null until settled. */
  int[] inputPositions() {
    return inputPositions;
  }

  /**
   * Where the numbers of a value lie; null for row-major. Of the network's input, which is settled
   * as the value sees it, where it is free.
   */
  int[] settled(Origin origin, Value value) {
    if (value.number() > 0) {
      return value.positions();
    }
    if (inputPositions == null) {
      int[] dims = value.dims();
      boolean picture = dims.length == 3;
      settle(value, picture ? Layout.picture(dims, input.order()) : Shape.flat(value.size()));
    }
    drafts.claim(origin, value.size());
    int[] positions = new int[value.size()];
    for (int k = 0; k < positions.length; k++) {
      positions[k] = inputPositions[Layout.at(value.positions(), k)];
    }
    return positions;
  }

  private void settle(Value value, Shape as) {
    settle(value, as, as.height() * as.width() == 1 ? ChannelOrder.LAST : input.order());
  }

  private void settle(Value value, Shape as, ChannelOrder order) {
    int[] wanted = Layout.stored(as, order);
    inputPositions = new int[value.size()];
    for (int k = 0; k < inputPositions.length; k++) {
      inputPositions[Layout.at(value.positions(), k)] = Layout.at(wanted, k);
    }
    drafts.begin(as);
  }

  /** Number of a value that is the same as a picture in the order of {@link Shape}. */
  int picture(Origin origin, Value value, ChannelOrder order) {
    int[] dims = value.dims();
    if (dims.length != 3) {
      throw origin.refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    Shape seen = Layout.picture(dims, order);
    if (value.number() == 0 && inputPositions == null) {
      settle(value, seen, order);
    }
    return moved(origin, value, seen, Layout.stored(seen, order));
  }

  /** Number of a value that is the same as one row. */
  int row(Origin origin, Value value) {
    return moved(origin, value, Shape.flat(value.size()), null);
  }

  private int moved(Origin origin, Value value, Shape as, int[] wanted) {
    int[] own = settled(origin, value);
    if (Layout.alike(own, wanted)) {
      return drafts.viewed(origin, value.number(), as);
    }
    drafts.claim(origin, value.size());
    int[] from = new int[value.size()];
    for (int k = 0; k < from.length; k++) {
      from[Layout.at(wanted, k)] = Layout.at(own, k);
    }
    return drafts.add(origin, new Operation.Rearrangement(from, as), value.number());
  }

  /** The order in which a picture lies as {@link Shape} has it; the file's own where in neither. */
  ChannelOrder order(Origin origin, Value value) {
    int[] dims = value.dims();
    if (dims.length == 3 && (value.number() > 0 || inputPositions != null)) {
      int[] own = settled(origin, value);
      for (ChannelOrder order :
          Arrays.asList(input.order(), ChannelOrder.FIRST, ChannelOrder.LAST)) {
        if (Layout.alike(own, Layout.stored(Layout.picture(dims, order), order))) {
          return order;
        }
      }
    }
    return input.order();
  }

  /** What an operation has made of a picture. */
  Value pictured(Origin origin, int number, ChannelOrder order) {
    Shape shape = drafts.shape(number);
    int[] positions = Layout.stored(shape, order);
    drafts.claim(origin, positions == null ? 0 : positions.length);
    int[] dims = order.dims(shape.channels(), shape.height(), shape.width());
    return new Value(number, dims, positions, null);
  }
}
