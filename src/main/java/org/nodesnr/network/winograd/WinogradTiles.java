package org.nodesnr.network.winograd;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One picture, channels last, to and from its tiles of {@link WinogradTransform}: 4×4 values of an
 * output, 8×8 of an input, which stick out two places on each side. Where tiles reach over the
 * edges there are zeros. Transformed tiles are kept frequency by frequency: each of the 64 is a
 * matrix with a row of channels for each tile. Has scratch arrays of its own: one thread at a time.
 */
final class WinogradTiles {
  private static final int SIZE = WinogradTransform.SIZE;
  private static final int OUTPUTS = WinogradTransform.OUTPUTS;
  private static final int MARGIN = (WinogradTransform.TAPS - 1) / 2;

  private final int height;
  private final int width;
  private final int channels;
  private final int down;
  private final int across;

  /** A row of pixels with margins. */
  private final float[][] padded;

  /** A row of tiles, as rows of pixels with margins. */
  private final float[][] tall;

  private final float[][] shifted;
  private final float[][] summed;

  /** A row of tiles, as the columns of all its tiles. */
  private final float[][] columns;

  private final float[][] results;

  /** [place in an output][frequency], and the same arrays the other way round. */
  private final float[][][] halves;

  private final float[][][] halvesByFrequency;

  /**
   * @param height rows of a picture
   * @param width columns of a picture
   * @param channels its channels
   */
  WinogradTiles(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.down = (height + OUTPUTS - 1) / OUTPUTS;
    this.across = (width + OUTPUTS - 1) / OUTPUTS;
    int row = (across + 1) * OUTPUTS * channels;
    this.padded = new float[(down + 1) * OUTPUTS][row];
    this.tall = new float[SIZE][row];
    this.shifted = new float[SIZE][row];
    this.summed = new float[SIZE][row];
    int line = across * channels;
    this.columns = new float[SIZE][line];
    this.results = new float[SIZE][line];
    this.halves = new float[OUTPUTS][SIZE][line];
    this.halvesByFrequency = new float[SIZE][OUTPUTS][];
    for (int i = 0; i < SIZE; i++) {
      for (int k = 0; k < OUTPUTS; k++) {
        halvesByFrequency[i][k] = halves[k][i];
      }
    }
  }

  /**
   * @return tiles of a picture
   */
  int count() {
    return down * across;
  }

  /**
   * Where tiles lie.
   *
   * @param values of many tiles
   * @param first index of the first tile's first channel at the first frequency
   * @param stride from one frequency to the next
   */
  record Place(FloatBuffer values, int first, int stride) {
    private void read(int i, int at, float[][] columns) {
      for (int j = 0; j < SIZE; j++) {
        values.get(first + (i * SIZE + j) * stride + at, columns[j]);
      }
    }

    private void write(int i, int at, float[][] columns) {
      for (int j = 0; j < SIZE; j++) {
        values.put(first + (i * SIZE + j) * stride + at, columns[j]);
      }
    }
  }

  /**
   * {@code Bᵀ d B} of the tiles d of an input.
   *
   * @param pictures pictures
   * @param from index of the picture's first value
   * @param tiles modified
   */
  void input(FloatBuffer pictures, int from, Place tiles) {
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      pictures.get(from + y * row, padded[y + MARGIN], MARGIN * channels, row);
    }
    for (int y = 0; y < down; y++) {
      float[][] rows = Arrays.copyOfRange(padded, y * OUTPUTS, y * OUTPUTS + SIZE);
      WinogradTransform.input(rows, tall, tall[0].length);
      for (int i = 0; i < SIZE; i++) {
        gather(tall[i], columns, SIZE);
        WinogradTransform.input(columns, results, results[0].length);
        tiles.write(i, y * results[0].length, results);
      }
    }
  }

  /**
   * {@code Σ B v Bᵀ}: the gradient of a picture, given that of what {@link #input} made of it.
   *
   * @param tiles v
   * @param pictures modified
   * @param to index of the picture's first value
   */
  void inputGradient(Place tiles, FloatBuffer pictures, int to) {
    for (float[] row : padded) {
      Arrays.fill(row, 0);
    }
    for (int y = 0; y < down; y++) {
      for (int i = 0; i < SIZE; i++) {
        tiles.read(i, y * columns[0].length, columns);
        WinogradTransform.inputGradient(columns, results, results[0].length);
        overlap(results, tall[i], shifted[i]);
      }
      WinogradTransform.inputGradient(tall, summed, tall[0].length);
      for (int i = 0; i < SIZE; i++) {
        VectorLoops.add(padded[y * OUTPUTS + i], summed[i], summed[i].length);
      }
    }
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      pictures.put(to + y * row, padded[y + MARGIN], MARGIN * channels, row);
    }
    clearMargins();
  }

  /** Neighbours share four columns: the left and the right halves of tiles, added. */
  private void overlap(float[][] tile, float[] row, float[] scratch) {
    int half = OUTPUTS * channels;
    Arrays.fill(row, row.length - half, row.length, 0);
    Arrays.fill(scratch, 0, half, 0);
    for (int j = 0; j < OUTPUTS; j++) {
      scatter(tile[j], row, j);
      scatter(tile[j + OUTPUTS], scratch, j + OUTPUTS);
    }
    VectorLoops.add(row, scratch, row.length);
  }

  /** {@link #input} takes it that there are zeros around the picture. */
  private void clearMargins() {
    for (int y = 0; y < padded.length; y++) {
      boolean inside = y >= MARGIN && y < MARGIN + height;
      Arrays.fill(padded[y], 0, inside ? MARGIN * channels : padded[y].length, 0);
      Arrays.fill(padded[y], (MARGIN + width) * channels, padded[y].length, 0);
    }
  }

  /**
   * {@code Aᵀ m A}, the output, of the tiles m.
   *
   * @param tiles m
   * @param pictures modified
   * @param to index of the picture's first value
   */
  void output(Place tiles, FloatBuffer pictures, int to) {
    int line = columns[0].length;
    for (int y = 0; y < down; y++) {
      for (int i = 0; i < SIZE; i++) {
        tiles.read(i, y * line, columns);
        WinogradTransform.output(columns, halvesByFrequency[i], line);
      }
      for (int k = 0; k < OUTPUTS; k++) {
        WinogradTransform.output(halves[k], results, line);
        for (int row = 0; row < OUTPUTS; row++) {
          scatter(results[row], summed[row], k);
        }
      }
      for (int row = 0; row < OUTPUTS && y * OUTPUTS + row < height; row++) {
        pictures.put(to + (y * OUTPUTS + row) * width * channels, summed[row], 0, width * channels);
      }
    }
  }

  /**
   * {@code A y' Aᵀ}: the gradient of what {@link #output} was given, from that of the picture.
   *
   * @param pictures gradients
   * @param from index of the picture's first value
   * @param tiles modified
   */
  void outputGradient(FloatBuffer pictures, int from, Place tiles) {
    int line = results[0].length;
    for (int y = 0; y < down; y++) {
      for (int row = 0; row < OUTPUTS; row++) {
        int inside = 0;
        if (y * OUTPUTS + row < height) {
          inside = width * channels;
          pictures.get(from + (y * OUTPUTS + row) * inside, shifted[row], 0, inside);
        }
        Arrays.fill(shifted[row], inside, shifted[row].length, 0);
      }
      WinogradTransform.outputGradient(shifted, tall, OUTPUTS * line);
      for (int i = 0; i < SIZE; i++) {
        gather(tall[i], columns, OUTPUTS);
        WinogradTransform.outputGradient(columns, results, line);
        tiles.write(i, y * line, results);
      }
    }
  }

  /** Columns of all tiles from a row of pixels. */
  private void gather(float[] row, float[][] to, int count) {
    for (int j = 0; j < count; j++) {
      for (int t = 0; t < across; t++) {
        System.arraycopy(row, (t * OUTPUTS + j) * channels, to[j], t * channels, channels);
      }
    }
  }

  /** One column of all tiles to a row of pixels. */
  private void scatter(float[] column, float[] row, int j) {
    for (int t = 0; t < across; t++) {
      System.arraycopy(column, t * channels, row, (t * OUTPUTS + j) * channels, channels);
    }
  }
}
