package org.nodesnr.cli;

import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.gpu.Cards;
import org.nodesnr.sweep.Job;
import picocli.CommandLine.Option;

/** What runs are trained on; changes no more than rounding. */
final class DeviceOption {
  static final String NAME = "--device";

  @Option(
      names = NAME,
      paramLabel = "DEVICE",
      defaultValue = DeviceChoice.AUTO,
      description =
          "Train on graphics cards or on the processor: auto takes the cards it finds, where all runs"
              + " can be trained there; cpu; or cards as 'nodesnr doctor' lists them, such as cuda:0 or"
              + " cuda:0,cuda:1 (default: ${DEFAULT-VALUE}).")
  private String device;

  /**
   * @param jobs the runs to train
   * @param begun how many of them go on from states of the processor
   * @return what they are trained on
   */
  DeviceChoice choose(List<Job> jobs, int begun) {
    return DeviceChoice.of(
        device, device.equals(DeviceChoice.AUTO) ? Cards::likely : Cards::list, jobs, begun);
  }

  /**
   * @throws UserError when there is nothing of that name, whether or not there is work for it
   */
  void check() {
    if (!device.equals(DeviceChoice.AUTO)) {
      DeviceChoice.of(device, Cards::list, List.of(), 0);
    }
  }
}
