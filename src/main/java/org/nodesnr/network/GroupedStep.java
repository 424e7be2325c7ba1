package org.nodesnr.network;

import java.util.Arrays;

/**
 * A convolution whose kernels see some of the channels each, such as a depthwise one, or dilated.
 */
final class GroupedStep implements ForwardStep.OfWeights {
  private final Layer.Convolution layer;
  private final Window window;
  private final Shape input;
  private final Shape output;
  private final BiasAndActivation behind;
  private final int groups;
  private final int channels;
  private final int kernels;

  /** By tap, group, channel of the group, kernel of the group. */
  private final float[] weights;

  GroupedStep(Layer.Convolution layer, Shape input) {
    this.layer = layer;
    this.input = input;
    this.window = Window.of(layer, input);
    this.output = layer.output(input);
    this.behind = new BiasAndActivation(layer.bias(), layer.activation());
    this.groups = layer.spread().groups();
    this.channels = input.channels() / groups;
    this.kernels = output.channels() / groups;
    float[] byKernel = layer.weights();
    int taps = window.height() * window.width();
    this.weights = new float[byKernel.length];
    for (int k = 0; k < output.channels(); k++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int c = 0; c < channels; c++) {
          int group = k / kernels;
          int to = ((tap * groups + group) * channels + c) * kernels + k % kernels;
          weights[to] = byKernel[(k * taps + tap) * channels + c];
        }
      }
    }
  }

  @Override
  public void apply(float[][] in, float[] out, int samples) {
    Arrays.fill(out, 0, samples * output.size(), 0f);
    int at = 0;
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        for (int ox = 0; ox < window.placesWide(); ox++, at += output.channels()) {
          place(in[0], s * input.size(), oy, ox, out, at);
        }
      }
    }
  }

  private void place(float[] in, int sample, int oy, int ox, float[] out, int at) {
    for (int ky = 0; ky < window.height(); ky++) {
      int y = window.row(oy, ky);
      for (int kx = 0; y >= 0 && y < input.height() && kx < window.width(); kx++) {
        int x = window.column(ox, kx);
        if (x >= 0 && x < input.width()) {
          int tap = ky * window.width() + kx;
          tap(in, sample + (y * input.width() + x) * input.channels(), tap, out, at);
        }
      }
    }
  }

  private void tap(float[] in, int from, int tap, float[] out, int at) {
    int w = tap * input.channels() * kernels;
    if (channels == 1 && kernels == 1) {
      for (int c = 0; c < groups; c++) {
        out[at + c] += in[from + c] * weights[w + c];
      }
      return;
    }
    for (int c = 0; c < input.channels(); c++, w += kernels) {
      float value = in[from + c];
      int to = at + c / channels * kernels;
      for (int k = 0; k < kernels; k++) {
        out[to + k] += value * weights[w + k];
      }
    }
  }

  @Override
  public void activate(float[] out, int samples) {
    behind.apply(out, samples * output.size());
  }

  @Override
  public String toString() {
    return layer.toString();
  }
}
