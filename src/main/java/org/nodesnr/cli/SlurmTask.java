package org.nodesnr.cli;

import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.sweep.Shard;

/** The place of this process in a Slurm job array. */
final class SlurmTask {
  private static final String ID = "SLURM_ARRAY_TASK_ID";
  private static final String COUNT = "SLURM_ARRAY_TASK_COUNT";
  private static final String FIRST = "SLURM_ARRAY_TASK_MIN";
  private static final String LAST = "SLURM_ARRAY_TASK_MAX";

  private SlurmTask() {}

  /**
   * @param environment variables that Slurm sets for a task of an array
   * @return the task's shard
   * @throws UserError outside an array, or when its tasks aren't numbered 1 to n
   */
  static Shard shard(Map<String, String> environment) {
    String id = environment.get(ID);
    if (id == null) {
      throw new UserError(
          "--shard slurm: $" + ID + " is not set: submit a job array, as 'nodesnr slurm' does");
    }
    String count = environment.getOrDefault(COUNT, "");
    if (!environment.getOrDefault(FIRST, "").equals("1")
        || !environment.getOrDefault(LAST, "").equals(count)) {
      throw new UserError(
          "--shard slurm: number the tasks of the array from 1 without gaps (sbatch --array=1-N),"
              + " or give --shard i/n");
    }
    return Shard.parse(id + "/" + count);
  }
}
