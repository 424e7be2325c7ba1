package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColoursTest {
  private static final int INK = 0x222222;

  @Test
  void mixesChannelByChannel() {
    assertThat(Colours.mixed(0x0072B2, 0xFFFFFF, 0)).isEqualTo(0x0072B2);
    assertThat(Colours.mixed(0x0072B2, 0xFFFFFF, 1)).isEqualTo(0xFFFFFF);
    assertThat(Colours.mixed(0x103050, 0x305010, 0.5)).isEqualTo(0x204030);
  }

  /** The values that WCAG's own examples and common checkers give. */
  @Test
  void contrastIsThatOfWcag() {
    assertThat(Colours.contrast(0, 0xFFFFFF)).isCloseTo(21, within(1e-12));
    assertThat(Colours.contrast(0x767676, 0xFFFFFF)).isCloseTo(4.54, within(0.005));
    assertThat(Colours.contrast(0xFFFFFF, 0x777777)).isCloseTo(4.48, within(0.005));
    assertThat(Colours.contrast(0xFF0000, 0xFF0000)).isEqualTo(1);
  }

  @Test
  void textIsAsNearToItsColourAsIsLegible() {
    assertThat(Colours.legible(0x0072B2, INK, 0xFFFFFF)).isEqualTo(0x0072B2);
    for (int colour : RegimeLook.COLOURS) {
      int legible = Colours.legible(colour, INK, 0xFFFFFF);
      assertThat(Colours.contrast(legible, 0xFFFFFF)).isBetween(4.5, 21.0);
    }
    assertThat(Colours.contrast(Colours.legible(0xFFFFFF, INK, 0xFFFFFF), 0xFFFFFF))
        .isBetween(4.5, 5.2);
  }
}
