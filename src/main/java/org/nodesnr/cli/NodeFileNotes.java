package org.nodesnr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;

/** Says which node files of finished runs are damaged or were changed. */
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
        fault(records, run.id()).ifPresent(fault -> notes.add("ignored: " + fault));
      }
    }
    return notes;
  }

  private static Optional<String> fault(RecordStore records, String id) {
    ExperimentDirectory directory = records.directory();
    try {
      records.checkNodeFiles(id);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(again(directory, id, e.getMessage()));
    }
  }

  private static String again(ExperimentDirectory directory, String id, String fault) {
    return fault + "; delete it and " + directory.run(id) + ", and 'nodesnr run' makes both again";
  }
}
