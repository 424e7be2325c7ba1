package org.nodesnr.sweep;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.nodesnr.files.PartialFiles;
import org.nodesnr.results.ExperimentDirectory;

/** What processes leave behind that were killed. Nothing of it is ever read as a result. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Deletes unfinished files, the saved states of runs that are over, and the progress of a sweep
   * that is no more. Only who holds the {@link SweepLock} may do so. Of a shard, only files of its
   * own runs are deleted: other machines, whose processes can't be seen, may write others.
   *
   * @param directory of the experiment
   * @param shard which part of it is swept
   * @param jobs the runs of this part
   * @param done ids of runs whose records are complete
   * @throws IOException when a file can't be deleted
   */
  public static void delete(
      ExperimentDirectory directory, Shard shard, List<Job> jobs, Collection<String> done)
      throws IOException {
    PartialFiles.deleteAbandoned(
        directory.root(),
        name -> shard.isWhole() || jobs.stream().anyMatch(job -> name.startsWith(job.id())));
    StateStore states = new StateStore(directory);
    for (String id : done) {
      states.delete(id);
    }
    StatusFile.delete(directory, shard);
  }
}
