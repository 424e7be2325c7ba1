package org.nodesnr.gpu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nodesnr.UserError;

/** The cards of this machine: NVIDIA's by their driver first, then all that OpenCL finds. */
public final class Cards {
  private Cards() {}

  /**
   * @return what there is, processors with an OpenCL driver among it; empty without any driver
   */
  public static List<Card> list() {
    return list(true);
  }

  /**
   * As {@link #list}, but where nothing on the machine looks like a graphics card OpenCL is not
   * loaded, which takes up to a second where it has a driver for the processor.
   *
   * @return what there is
   */
  public static List<Card> likely() {
    String system = System.getProperty("os.name", "");
    return list(CardTraces.any(Path.of("/"), system, System.getenv()));
  }

  private static List<Card> list(boolean openCl) {
    List<Card> cards = new ArrayList<>();
    Cuda.driver().ifPresent(driver -> cards.addAll(Cuda.list(driver)));
    if (openCl) {
      OpenCl.driver().ifPresent(driver -> cards.addAll(OpenCl.list(driver)));
    }
    return cards;
  }

  /**
   * @return why there is none, as a clause
   */
  public static String absence() {
    String nvidia =
        Cuda.driver().isEmpty() ? "no NVIDIA driver" : "no card that NVIDIA's driver sees";
    String others = OpenCl.driver().isEmpty() ? "no OpenCL" : "no OpenCL device";
    return nvidia + " and " + others;
  }

  /**
   * @param key {@code cuda:N} or {@code opencl:N}
   * @return the card
   * @throws UserError when there is none of that name, or it can't be used
   */
  public static Card find(String key) {
    return find("", key, list());
  }

  /**
   * @param option what a refusal begins with
   * @param key {@code cuda:N} or {@code opencl:N}
   * @param cards those of this machine
   * @return the card
   * @throws UserError when there is none of that name, or it can't be used
   */
  public static Card find(String option, String key, List<Card> cards) {
    Card card =
        cards.stream()
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        option
                            + key
                            + ": no such card; there is "
                            + (cards.isEmpty()
                                ? "none"
                                : cards.stream()
                                    .map(Card::key)
                                    .collect(Collectors.joining(", ")))));
    if (!card.unfit().isEmpty()) {
      throw new UserError(option + key + " (" + card.name() + "): " + card.unfit());
    }
    return card;
  }

  /**
   * @param card one of {@link #list}
   * @return the card with the kernels loaded
   * @throws DeviceFailure when the driver fails
   */
  static Device open(Card card) {
    Optional<Driver> driver = card.key().startsWith("cuda:") ? Cuda.driver() : OpenCl.driver();
    Driver found =
        driver.orElseThrow(() -> new DeviceFailure(card, "driver", "can't be loaded", false));
    return card.key().startsWith("cuda:") ? new Cuda(found, card) : new OpenCl(found, card);
  }
}
