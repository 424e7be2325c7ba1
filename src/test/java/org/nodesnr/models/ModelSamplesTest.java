package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.data.ImageSet;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/** The way of each pixel to its input. */
class ModelSamplesTest {
  private static final Origin ORIGIN = new Origin(Path.of("net"), "layers[0]", "Layer", "");

  /** Two channels of 2 × 3 pixels; the pixel (c, y, x) has the value 100 c + 10 y + x. */
  private static final ImageSet COLOURED = images(2);

  private static final ImageSet GREY = images(1);

  private static ImageSet images(int channels) {
    byte[] pixels = new byte[channels * 6];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = (byte) (k / 6 * 100 + k % 6 / 3 * 10 + k % 3);
    }
    return ImageSet.of("set", channels, 2, 3, 4, new byte[] {3}, pixels);
  }

  private static NetworkAssembler assembler(ChannelOrder order, int... dims) {
    return new NetworkAssembler(ORIGIN, new ModelInput(dims, order));
  }

  /** Each of the nodes passes on one value of the file's row. */
  private static void addDense(NetworkAssembler assembler) {
    int size = assembler.size();
    float[] weights = new float[size * size];
    for (int k = 0; k < size; k++) {
      weights[k * size + k] = 1;
    }
    assembler.dense(ORIGIN, new Tensor(new int[] {size, size}, weights), new float[size]);
  }

  private static float[] values(NetworkAssembler assembler, ImageSet set, InputScale scale) {
    ImportedNetwork network = assembler.finish(ORIGIN, "test");
    ModelSamples samples =
        new ModelSamples(network, new ImageSource(set, scale), new int[] {set.label(0)});
    assertThat(samples.label(0)).isEqualTo(3);
    float[] values = new float[samples.shape().size() + 1];
    samples.copyTo(0, values, 1);
    return Arrays.copyOfRange(values, 1, values.length);
  }

  private static final InputScale RAW = InputScale.parse("none");

  @Test
  void rowsAreInTheOrderOfTheFormat() {
    NetworkAssembler first = assembler(ChannelOrder.FIRST, 12);
    addDense(first);
    assertThat(values(first, COLOURED, RAW))
        .containsExactly(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    NetworkAssembler last = assembler(ChannelOrder.LAST, 12);
    addDense(last);
    assertThat(values(last, COLOURED, RAW))
        .containsExactly(0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112);
  }

  @Test
  void picturesOfEitherOrderAreFlattenedAsTheFileDoes() {
    NetworkAssembler first = assembler(ChannelOrder.FIRST, 2, 2, 3);
    first.flatten(ORIGIN);
    addDense(first);
    assertThat(values(first, COLOURED, RAW))
        .containsExactly(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    NetworkAssembler last = assembler(ChannelOrder.FIRST, 2, 3, 2);
    last.flatten(ORIGIN);
    addDense(last);
    assertThat(values(last, COLOURED, RAW))
        .containsExactly(0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112);
  }

  /** Behind a layer over pictures the order is that of {@link Shape}, and weights follow. */
  @Test
  void weightsBehindAFlatteningGoWhereTheirInputsAre() {
    NetworkAssembler assembler = assembler(ChannelOrder.FIRST, 2, 2, 3);
    assembler.pool(
        ORIGIN, Layer.Pool.MAX, new Windowing(1, 1, 1, 1, Layer.Padding.VALID, ChannelOrder.FIRST));
    assembler.flatten(ORIGIN);
    float[] weights = new float[12 * 2];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = k;
    }
    assembler.dense(ORIGIN, new Tensor(new int[] {2, 12}, weights), new float[2]);
    ImportedNetwork network = assembler.finish(ORIGIN, "test");
    assertThat(network.graph().input()).isEqualTo(new Shape(2, 3, 2));
    assertThat(Arrays.copyOfRange(network.graph().weighted().get(0).weights(), 12, 24))
        .containsExactly(12, 18, 13, 19, 14, 20, 15, 21, 16, 22, 17, 23);
  }

  @Test
  void greyPicturesComeInEveryShape() {
    for (int[] dims :
        List.of(
            new int[] {6},
            new int[] {2, 3},
            new int[] {2, 3, 1},
            new int[] {1, 2, 3},
            new int[] {1, 6})) {
      NetworkAssembler assembler = assembler(ChannelOrder.LAST, dims);
      assembler.flatten(ORIGIN);
      addDense(assembler);
      assertThat(values(assembler, GREY, RAW)).containsExactly(0, 1, 2, 10, 11, 12);
    }
  }

  @Test
  void samplesOfAnotherShapeAreRefused() {
    NetworkAssembler assembler = assembler(ChannelOrder.FIRST, 3, 2);
    assembler.flatten(ORIGIN);
    addDense(assembler);
    ImportedNetwork network = assembler.finish(ORIGIN, "test");
    ImageSource source = new ImageSource(GREY, RAW);
    assertThatThrownBy(() -> new ModelSamples(network, source, new int[0]))
        .isInstanceOf(UserError.class)
        .hasMessage("set: samples of 1 x 2 x 3 for a network that takes 3 x 2");
  }

  @Test
  void labelsMustBeAmongTheOutputs() {
    NetworkAssembler assembler = assembler(ChannelOrder.LAST, 6);
    addDense(assembler);
    ImportedNetwork network = assembler.finish(ORIGIN, "test");
    ImageSource source = new ImageSource(GREY, RAW);
    for (int label : new int[] {-1, 6}) {
      assertThatThrownBy(() -> new ModelSamples(network, source, new int[] {label}))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("label " + label + ", and the network has 6 outputs");
    }
    assertThat(new ModelSamples(network, source, new int[0]).labelled()).isFalse();
  }

  @Test
  void labelsFromOneOnNameTheirFile() {
    NetworkAssembler assembler = assembler(ChannelOrder.LAST, 6);
    addDense(assembler);
    ImportedNetwork network = assembler.finish(ORIGIN, "test");
    ImageSource source = new ImageSource(GREY, RAW);
    assertThatThrownBy(() -> new ModelSamples(network, source, new int[] {1, 6}, "y.npy"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "y.npy: labels from 1 to 6; count the classes from 0: save y - 1, and the network has 6"
                + " outputs, for the classes 0..5");
  }

  @Test
  void scalesAreByChannel() {
    NetworkAssembler assembler = assembler(ChannelOrder.FIRST, 2, 2, 3);
    assembler.flatten(ORIGIN);
    addDense(assembler);
    float[] values = values(assembler, COLOURED, InputScale.parse("0/0.2,1/0.5"));
    assertThat(values[5]).isEqualTo(12 / 255f);
    assertThat(values[11]).isEqualTo((float) (((double) (112 / 255f) - 0.2) / 0.5));
    assertThatThrownBy(() -> new ImageSource(COLOURED, InputScale.parse("0/0/0,1/1/1")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 means for the 2 channels of set");
  }

  @Test
  void otherScalesAreRefused() {
    for (String text :
        List.of("", "255", "a,b", "0,0", "0,-1", "0/1,1", "0,1,2", "NaN,1", "Unit")) {
      assertThatThrownBy(() -> InputScale.parse(text))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("--scale " + text);
    }
  }
}
