package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.KeptNetworks;

/** Says which node files of finished runs are missing or damaged, or were changed. */
final class NodeFileNotes {
  private static final String READ_ANEW = "values of nodes are read of the kept network";
  private static final String LEFT_OUT =
      "new records have no values of nodes, whose network was not kept";

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
   * @return a sentence for each damaged node file of the run that has the network, and one for all
   *     that are missing
   * @throws IOException when a record can't be read
   */
  static List<String> ofMeasured(RecordStore records, List<Job> jobs) throws IOException {
    List<String> notes = new ArrayList<>();
    List<Path> kept = new ArrayList<>();
    List<Path> gone = new ArrayList<>();
    for (Job job : jobs) {
      String source = job.measuring().network();
      Optional<RunRecord> run = records.find(source);
      if (run.isPresent() && run.get().status() == RunRecord.Status.FINISHED) {
        boolean network = Files.exists(KeptNetworks.file(records.directory(), source));
        Path nodes = records.directory().nodes(source);
        if (!Files.exists(nodes)) {
          (network ? kept : gone).add(nodes);
        }
        records
            .nodeFault(source)
            .ifPresent(
                fault ->
                    notes.add("ignored: " + fault + "; now " + (network ? READ_ANEW : LEFT_OUT)));
      }
    }
    missing(kept).ifPresent(missing -> notes.add(missing + READ_ANEW));
    missing(gone).ifPresent(missing -> notes.add(missing + LEFT_OUT));
    return notes;
  }

  private static Optional<String> missing(List<Path> files) {
    int more = files.size() - 1;
    return files.stream()
        .findFirst()
        .map(
            file ->
                file
                    + (more == 0 ? " is" : " and " + Wording.plural(more, "file") + " like it are")
                    + " missing: ");
  }
}
