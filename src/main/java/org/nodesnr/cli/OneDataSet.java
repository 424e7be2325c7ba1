package org.nodesnr.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RunRecord;

/** That runs which say they were trained on the same data were. */
final class OneDataSet {
  private OneDataSet() {}

  /**
   * @throws UserError when two finished runs name the same data and saw different ones
   */
  static void require(ExperimentDirectory directory, List<RunRecord> records) {
    Map<String, RunRecord> first = new LinkedHashMap<>();
    for (RunRecord record : records) {
      if (record.status() == RunRecord.Status.FINISHED) {
        RunRecord other = first.putIfAbsent(record.configuredData(), record);
        if (other != null
            && !other
                .provenance()
                .dataFingerprint()
                .equals(record.provenance().dataFingerprint())) {
          throw new UserError(
              directory.run(record.id())
                  + " and "
                  + directory.run(other.id())
                  + " were made from different data of one name: train one of them again");
        }
      }
    }
  }
}
