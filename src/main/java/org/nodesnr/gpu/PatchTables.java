package org.nodesnr.gpu;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/**
 * Where the values under a kernel lie, so that kernels of the card need not divide: value k at
 * place n is that at {@code base[n] + offsets[k]} if {@code at[n] + steps[k]}, row and column in
 * sixteen bits each, lies within the picture.
 *
 * @param window the kernel on its input
 * @param nodes how many kernels
 * @param batch samples in a batch
 */
record PatchTables(Window window, int nodes, int batch) {
  private static final int HALF = 16;

  private static int pair(int row, int column) {
    return (row << HALF) | (column & 0xffff);
  }

  private int[] places(IntUnaryOperator value) {
    int each = window.placesHigh() * window.placesWide();
    return IntStream.range(0, batch * each).map(value).toArray();
  }

  private int row(int place) {
    return place / window.placesWide() % window.placesHigh() * window.strideHeight();
  }

  private int column(int place) {
    return place % window.placesWide() * window.strideWidth();
  }

  /** Of each place of a batch, without the padding. */
  int[] base() {
    Shape in = window.input();
    int each = window.placesHigh() * window.placesWide();
    return places(n -> n / each * in.size() + (row(n) * in.width() + column(n)) * in.channels());
  }

  /** Row and column of each place, without the padding. */
  int[] at() {
    return places(n -> pair(row(n), column(n)));
  }

  private int[] taps(IntUnaryOperator value) {
    return IntStream.range(0, window.inputs()).map(value).toArray();
  }

  private int down(int tap) {
    return tap / window.input().channels() / window.width() - window.padTop();
  }

  private int right(int tap) {
    return tap / window.input().channels() % window.width() - window.padLeft();
  }

  /** Of each value under the kernel. */
  int[] offsets() {
    Shape in = window.input();
    return taps(k -> (down(k) * in.width() + right(k)) * in.channels() + k % in.channels());
  }

  /** Row and column of each value under the kernel, from that of a place on. */
  int[] steps() {
    return taps(k -> pair(down(k), right(k)));
  }

  private int[] pixels(IntUnaryOperator value) {
    return IntStream.range(0, batch * window.input().height() * window.input().width())
        .map(value)
        .toArray();
  }

  /** Going back, the first place of the sample that each pixel of a batch belongs to. */
  int[] backBase() {
    int each = window.input().height() * window.input().width();
    return pixels(n -> n / each * window.placesHigh() * window.placesWide());
  }

  /** Row and column of each pixel. */
  int[] backAt() {
    Shape in = window.input();
    return pixels(n -> pair(n / in.width() % in.height(), n % in.width()));
  }

  private int[] backTaps(IntUnaryOperator value) {
    return IntStream.range(0, window.height() * window.width() * nodes).map(value).toArray();
  }

  /** From a pixel to the place, times the stride, at which it lies under value k / nodes. */
  int[] backSteps() {
    return backTaps(
        k ->
            pair(
                window.padTop() - k / nodes / window.width(),
                window.padLeft() - k / nodes % window.width()));
  }

  /** The weight of that value in kernel k mod nodes. */
  int[] backWeights() {
    int channels = window.input().channels();
    return backTaps(k -> k % nodes * window.inputs() + k / nodes * channels);
  }
}
