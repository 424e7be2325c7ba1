package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.sweep.StateStore;
import org.nodesnr.sweep.SweepPlan;

/** The data that the runs of a sweep see. */
final class SweepData {
  private final DataLocation location;
  private final PrintStream display;
  private final Laboratory laboratory;

  /**
   * @param location where data lie
   * @param display where downloads are shown
   */
  SweepData(DataLocation location, PrintStream display) {
    this.location = location;
    this.display = display;
    laboratory =
        new Laboratory(
            location,
            new DownloadDisplay(display, Terminal.ofProcess()),
            (run, data) -> {
              throw new IllegalStateException("the coordinator measures nothing");
            });
  }

  /**
   * @param plan what is left to do
   * @return what would be downloaded for it, or is not to be had, a line each
   */
  List<String> lacking(SweepPlan plan) {
    return specs(plan).stream()
        .map(DataSpec::set)
        .distinct()
        .map(set -> Datasets.lacking(set, location))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Finds or downloads the data, and makes sure that earlier runs, of any shard, saw the same.
   *
   * @param plan what is left to do
   * @param whole the same of all shards
   * @param states of runs that were begun
   * @return the last of the sets; null where nothing is left
   * @throws IOException when a saved state can't be read
   */
  Dataset require(SweepPlan plan, SweepPlan whole, StateStore states) throws IOException {
    Dataset data = null;
    for (DataSpec each : specs(plan)) {
      data = laboratory.data(each);
      if (!data.official() && !data.synthetic()) {
        display.println("note: " + data.origin());
      }
      whole.requireSameData(each, laboratory.fingerprint(each));
      states.requireSameData(whole.todo(), each, laboratory.fingerprint(each));
    }
    return data;
  }

  private static List<DataSpec> specs(SweepPlan plan) {
    return plan.todo().stream().map(Job::spec).map(run -> run.data()).distinct().toList();
  }
}
