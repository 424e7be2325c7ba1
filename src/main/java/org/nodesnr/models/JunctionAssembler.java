package org.nodesnr.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;

/** Takes the operations of a graph that bring values together or take them apart. */
public final class JunctionAssembler {
  private final Drafts drafts;
  private final Pictures pictures;

  JunctionAssembler(Drafts drafts, Pictures pictures) {
    this.drafts = drafts;
    this.pictures = pictures;
  }

  /**
   * A part of a value, or more than it, with zeros.
   *
   * @param origin the layer
   * @param value what it takes
   * @param axis along which numbers are chosen, from 0
   * @param count how many there are along it afterwards
   * @param which for each of them, from 0, the index it is now; −1 for zeros
   * @return what it makes
   */
  public Value select(Origin origin, Value value, int axis, int count, IntUnaryOperator which) {
    GraphAssembler.unpadded(origin, value);
    int[] dims = value.dims();
    int[] to = dims.clone();
    to[axis] = count;
    Layout.checkSize(origin, to);
    int[] positions = pictures.settled(origin, value);
    ChannelOrder order = pictures.order(origin, value);
    boolean picture = dims.length == 3;
    Shape shape = picture ? Layout.picture(to, order) : Shape.flat((int) Tensor.count(to));
    int[] wanted = picture ? Layout.stored(shape, order) : null;
    drafts.claim(origin, 2L * shape.size());
    int inner = 1;
    for (int d = axis + 1; d < dims.length; d++) {
      inner *= dims[d];
    }
    int[] from = new int[shape.size()];
    for (int k = 0; k < from.length; k++) {
      int index = which.applyAsInt(k / inner % count);
      int old = (k / inner / count * dims[axis] + index) * inner + k % inner;
      from[Layout.at(wanted, k)] = index < 0 ? -1 : Layout.at(positions, old);
    }
    Operation operation = new Operation.Rearrangement(from, shape);
    return new Value(drafts.add(origin, operation, value.number()), to, wanted, null);
  }

  /**
   * Two values number by number, such as a residual connection or a gate; a dimension of 1 is
   * repeated over a larger one.
   *
   * @param origin the layer
   * @param combination how
   * @param a one
   * @param b the other, of as many dimensions
   * @return what it makes
   */
  public Value combine(Origin origin, Operation.Combination combination, Value a, Value b) {
    GraphAssembler.unpadded(origin, a);
    GraphAssembler.unpadded(origin, b);
    int[] one = a.dims();
    int[] other = b.dims();
    int[] dims = Broadcast.common(origin, one, other);
    Layout.checkSize(origin, dims);
    Operation operation = new Operation.Combined(combination);
    int[] positions = pictures.settled(origin, a);
    if (Arrays.equals(one, other) && Layout.alike(positions, pictures.settled(origin, b))) {
      int same = drafts.viewed(origin, b.number(), drafts.shape(a.number()));
      int made = drafts.add(origin, operation, a.number(), same);
      return new Value(made, dims, positions, null);
    }
    if (dims.length == 1) {
      int made = drafts.add(origin, operation, pictures.row(origin, a), pictures.row(origin, b));
      return new Value(made, dims, null, null);
    }
    if (dims.length != 3) {
      throw origin.refuse(
          "values of " + Tensor.text(one) + " and " + Tensor.text(other) + " are not supported");
    }
    ChannelOrder order = pictures.order(origin, a.size() >= b.size() ? a : b);
    int made =
        drafts.add(
            origin,
            operation,
            pictures.picture(origin, a, order),
            pictures.picture(origin, b, order));
    return pictures.pictured(origin, made, order);
  }

  /**
   * Values side by side.
   *
   * @param origin the layer
   * @param axis along which, from 0
   * @param values at least one, of as many dimensions
   * @return what it makes
   */
  public Value concatenate(Origin origin, int axis, List<Value> values) {
    int[] dims = values.get(0).dims();
    if (axis < 0 || axis >= dims.length) {
      throw origin.refuse("there is no axis " + axis + " of " + Tensor.text(dims));
    }
    dims[axis] = 0;
    for (Value value : values) {
      GraphAssembler.unpadded(origin, value);
      int[] own = value.dims();
      int along = own.length == dims.length ? own[axis] : 0;
      long sum = (long) dims[axis] + along;
      if (along == 0 || sum > NetworkAssembler.MAX_VALUES) {
        throw origin.refuse("values of " + Tensor.text(own) + " beside others");
      }
      own[axis] = dims[axis];
      if (!Arrays.equals(own, dims)) {
        throw origin.refuse("values of " + Tensor.text(value.dims()) + " beside others");
      }
      dims[axis] = (int) sum;
    }
    Layout.checkSize(origin, dims);
    ChannelOrder order = pictures.order(origin, values.get(0));
    if (dims.length == 3 && axis == (order == ChannelOrder.FIRST ? 0 : 2)) {
      List<Integer> parts = values.stream().map(v -> pictures.picture(origin, v, order)).toList();
      return pictures.pictured(
          origin, drafts.add(origin, new Operation.Concatenation(), parts), order);
    }
    return joined(origin, axis, values, dims);
  }

  /** The numbers of one behind those of the other, wherever they belong. */
  private Value joined(Origin origin, int axis, List<Value> values, int[] dims) {
    int total = (int) Tensor.count(dims);
    drafts.claim(origin, total);
    int inner = 1;
    for (int d = axis + 1; d < dims.length; d++) {
      inner *= dims[d];
    }
    int[] positions = new int[total];
    List<Integer> rows = new ArrayList<>();
    int before = 0;
    int offset = 0;
    for (Value value : values) {
      int[] own = pictures.settled(origin, value);
      int length = value.dims()[axis] * inner;
      for (int k = 0; k < value.size(); k++) {
        int to = k / length * dims[axis] * inner + before + k % length;
        positions[to] = offset + Layout.at(own, k);
      }
      before += length;
      offset += value.size();
      rows.add(drafts.viewed(origin, value.number(), Shape.flat(value.size())));
    }
    int made = drafts.add(origin, new Operation.Concatenation(), rows);
    return new Value(made, dims, positions, null);
  }
}
