package org.nodesnr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A batch script that trains an experiment in a Slurm job array, one shard for each task.
 *
 * <p>Before the time limit Slurm sends USR1 to the script, which lets the sweep save its states and
 * puts the task back into the queue; a cancelled task saves them, too. A task that is killed with
 * its node goes on from the states that were saved every two minutes.
 *
 * @param name of the experiment
 * @param launcher the program, an absolute path
 * @param directory where it is started
 * @param log directory of the tasks' output
 * @param arguments of {@code nodesnr}, but for shard and workers
 * @param shards number of tasks
 * @param workers worker processes, and cores, of each task
 * @param gpus GPUs of each task; 0 for none
 * @param time limit as Slurm writes it
 * @param partition where to run; empty for the cluster's default
 */
record SlurmScript(
    String name,
    Path launcher,
    Path directory,
    Path log,
    List<String> arguments,
    int shards,
    int workers,
    int gpus,
    String time,
    Optional<String> partition) {
  /** Longer than a coordinator waits for its workers to save their states. */
  private static final int NOTICE_SECONDS = 120;

  private static final int MEBI_PER_WORKER = 2560;

  /** Copies the list. */
  SlurmScript {
    arguments = List.copyOf(arguments);
  }

  /**
   * @return the script
   */
  String text() {
    StringBuilder text = new StringBuilder("#!/bin/bash\n");
    option(text, "job-name", "nodesnr-" + name);
    option(text, "array", "1-" + shards);
    option(text, "cpus-per-task", Integer.toString(workers));
    option(text, "mem-per-cpu", MEBI_PER_WORKER + "M");
    option(text, "time", time);
    partition.ifPresent(p -> option(text, "partition", p));
    if (gpus > 0) {
      option(text, "gres", "gpu:" + gpus);
    }
    text.append("#SBATCH --requeue\n");
    option(text, "open-mode", "append");
    option(text, "signal", "B:USR1@" + NOTICE_SECONDS);
    option(text, "output", "\"" + log.toString().replace("%", "%%") + "/slurm-%A_%a.log\"");
    return text.append(
            """

            # Each task trains one shard; all share the results directory. The last to end writes the report.
            cd %s || exit 2
            end=
            trap 'end=limit; kill -TERM "$child" 2>/dev/null' USR1
            trap 'end=cancelled; kill -TERM "$child" 2>/dev/null' TERM

            %s %s --shard "$SLURM_ARRAY_TASK_ID/%d" --workers %d &
            child=$!
            while
              wait "$child"
              code=$?
              kill -0 "$child" 2>/dev/null
            do :; done

            # All states are saved: the same task goes on from them when it is its turn again.
            if [ "$end" = limit ] && [ "$code" -ne 0 ]; then
              scontrol requeue "$SLURM_JOB_ID"
            fi
            exit "$code"
            """
                .formatted(
                    quoted(directory.toString()),
                    quoted(launcher.toString()),
                    arguments.stream().map(SlurmScript::quoted).collect(Collectors.joining(" ")),
                    shards,
                    workers))
        .toString();
  }

  private static void option(StringBuilder text, String key, String value) {
    text.append("#SBATCH --").append(key).append('=').append(value).append('\n');
  }

  /** As one word of a shell. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
