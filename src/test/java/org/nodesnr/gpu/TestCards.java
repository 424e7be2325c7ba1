package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Cards that need no card: OpenCL on the processor, and a stand-in for NVIDIA's driver. */
final class TestCards {
  private TestCards() {}

  /** Skips the test where something is not installed; where nothing may be skipped, it fails. */
  static void need(String what, boolean there) {
    if (!there && System.getenv("NODESNR_ALL_TESTS") != null) {
      fail("%s is not installed, and NODESNR_ALL_TESTS says that no test may be skipped", what);
    }
    Assumptions.assumeTrue(there, what + " is not installed");
  }

  /** PoCL, which compiles OpenCL for the processor. */
  static Device processor() {
    Optional<Card> card =
        OpenCl.driver().stream()
            .flatMap(driver -> OpenCl.list(driver).stream())
            .filter(Card::processor)
            .findFirst();
    need("PoCL (Debian's pocl-opencl-icd and ocl-icd-libopencl1)", card.isPresent());
    return Cards.open(card.orElseThrow());
  }

  /** The stand-in for NVIDIA's driver. */
  static Device standIn() {
    return StandIn.open();
  }
}
