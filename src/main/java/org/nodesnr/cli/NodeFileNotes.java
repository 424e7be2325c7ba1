package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.KeptNetworks;

/** Says which node files of finished runs are missing or damaged, or were changed. */
final class NodeFileNotes {
  private NodeFileNotes() {}

  /**
   * @param records where the runs lie
   * @param runs runs that are done
   * @return a sentence for each run with such a file
   */
  static List<String> of(RecordStore records, List<RunRecord> runs) {
    List<String> notes = new ArrayList<>();
    for (RunRecord run : runs) {
      if (run.status() == RunRecord.Status.FINISHED) {
        records.nodeFault(run.id()).ifPresent(fault -> notes.add("ignored: " + fault));
      }
    }
    return notes;
  }

  /**
   * @param records where the runs lie
   * @param jobs runs of which networks that are there are measured
   * @return a sentence for each of which node files can't be had of the run that has the network
   * @throws IOException when a record can't be read
   */
  static List<String> ofMeasured(RecordStore records, List<Job> jobs) throws IOException {
    List<String> notes = new ArrayList<>();
    for (Job job : jobs) {
      String source = job.measuring().network();
      Optional<RunRecord> run = records.find(source);
      if (run.isPresent() && run.get().status() == RunRecord.Status.FINISHED) {
        Path nodes = records.directory().nodes(source);
        String consequence =
            Files.exists(KeptNetworks.file(records.directory(), source))
                ? "values of nodes are read of the kept network"
                : "the new record of " + job.label() + " has no values of nodes";
        records
            .nodeFault(source)
            .map(fault -> "ignored: " + fault + "; now ")
            .or(() -> Optional.of(nodes + " is missing: ").filter(n -> !Files.exists(nodes)))
            .ifPresent(fault -> notes.add(fault + consequence));
      }
    }
    return notes;
  }
}
