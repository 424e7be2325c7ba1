package org.nodesnr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;

/**
 * The records of an experiment that are of runs of its config, and what there is to say of the
 * others.
 *
 * @param records of runs of the config, one at least
 * @param remarks what is left out or missing, and what else whoever reads the tables has to know
 */
record ChosenRecords(List<RunRecord> records, List<String> remarks) {
  /** Copies the lists. */
  ChosenRecords {
    records = List.copyOf(records);
    remarks = List.copyOf(remarks);
  }

  /**
   * @param experiment which runs
   * @param store where their records are
   * @return those of its runs
   * @throws IOException when records can't be read
   * @throws UserError when there is none
   */
  static ChosenRecords of(Experiment experiment, RecordStore store) throws IOException {
    RecordStore.Contents contents = store.readAll();
    Map<String, PlannedRun> planned = new LinkedHashMap<>();
    experiment.runs().forEach(run -> planned.put(run.id(), run));
    List<String> remarks = new ArrayList<>();
    if (!experiment.overrides().isEmpty()) {
      remarks.add("the runs swept with --set " + String.join(" --set ", experiment.overrides()));
    }
    contents
        .damaged()
        .forEach(d -> remarks.add(d.describe() + "; 'nodesnr run' trains its run again"));
    List<RunRecord> records =
        contents.records().stream().filter(r -> planned.containsKey(r.id())).toList();
    if (records.isEmpty()) {
      throw new UserError(
          store.directory().root()
              + " has no usable record of a run of this config"
              + (contents.damaged().isEmpty()
                  ? ""
                  : " (" + contents.damaged().get(0).describe() + ")")
              + ": train some with 'nodesnr run "
              + experiment.source()
              + "'");
    }
    OneDataSet.require(store.directory(), records);
    int foreign = contents.records().size() - records.size();
    if (foreign > 0) {
      remarks.add(
          Wording.plural(foreign, "record")
              + (foreign == 1 ? " is" : " are")
              + " of runs that this config does not have; left out");
    }
    if (records.size() < planned.size()) {
      remarks.add(
          (planned.size() - records.size()) + " of " + planned.size() + " runs have no record yet");
    }
    remarks.addAll(NodeFileNotes.of(store, records));
    remarks.addAll(experiment.inUse());
    return new ChosenRecords(records, remarks);
  }
}
