package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageSetTest {
  private static final ImageSet SET =
      ImageSet.of(
          "tiny",
          2,
          1,
          2,
          3,
          new byte[] {2, 0, 1},
          new byte[] {0, 1, 2, 3, -1, -2, -3, -4, 9, 8, 7, 6});

  @Test
  void bytesAreUnsigned() {
    float[] out = new float[5];
    SET.copyScaled(1, out, 1);

    assertThat(out).containsExactly(0f, 255f / 255f, 254f / 255f, 253f / 255f, 252f / 255f);
    assertThat(SET.pixel(1, 0, 0, 0)).isEqualTo(255);
    assertThat(SET.pixel(1, 1, 0, 1)).isEqualTo(252);
    assertThat(SET.label(0)).isEqualTo(2);
  }

  @Test
  void firstIsAPrefix() {
    ImageSet two = SET.first(2);

    assertThat(two.size()).isEqualTo(2);
    assertThat(two.label(1)).isZero();
    assertThatThrownBy(() -> two.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> two.copyScaled(2, new float[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(SET.first(0)).isSameAs(SET);
    assertThat(SET.first(-1)).isSameAs(SET);
    assertThat(SET.first(4)).isSameAs(SET);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> ImageSet.of("x", 1, 2, 2, 10, new byte[1], new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x: 5 pixels, expected 4");
    assertThatThrownBy(() -> ImageSet.of("x", 1, 1, 1, 10, new byte[] {10}, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x: label 10 of sample 0");
  }
}
