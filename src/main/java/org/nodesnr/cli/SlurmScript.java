package org.nodesnr.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.UserError;

/**
 * A batch script that trains an experiment in a Slurm job array, one shard for each task.
 *
 * <p>Before the time limit Slurm sends USR1 to the script, which lets the sweep save its states and
 * puts the task back into the queue, unless it has gained no step since it was put back the time
 * before last; a cancelled task saves them, too. A task that is killed with its node goes on from
 * the states that were saved every two minutes.
 *
 * <p>The task is named by array and index. Its job id alone would not do: the last task of an array
 * has the id of the whole array.
 *
 * @param name of the experiment
 * @param launcher the program, an absolute path
 * @param directory where it is started
 * @param log directory of the tasks' output
 * @param experiment config, results and overrides, as options of any command
 * @param runOptions further options of {@code nodesnr run}, but for shard and workers
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
    List<String> experiment,
    List<String> runOptions,
    int shards,
    int workers,
    int gpus,
    String time,
    Optional<String> partition) {
  /** Longer than a coordinator waits for its workers to save their states. */
  private static final int NOTICE_SECONDS = 120;

  /** With the notice, and some minutes to start and to gain a step. */
  private static final Duration NEEDED = Duration.ofMinutes(5);

  private static final int MEBI_PER_WORKER = 2560;

  /**
   * Copies the lists.
   *
   * @throws UserError when the time limit is none, or too short
   */
  SlurmScript {
    experiment = List.copyOf(experiment);
    runOptions = List.copyOf(runOptions);
    SlurmTime.require(time, NEEDED);
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
            cd %1$s || exit 2
            end=
            trap 'end=limit; kill -TERM "$child" 2>/dev/null' USR1
            trap 'end=cancelled; kill -TERM "$child" 2>/dev/null' TERM

            %2$s run %3$s --shard "$SLURM_ARRAY_TASK_ID/%5$d" --workers %6$d &
            child=$!
            while
              wait "$child"
              code=$?
              kill -0 "$child" 2>/dev/null
            do :; done

            # All states are saved: the same task goes on from them when it is its turn again, unless
            # it gained no step since it was put back the time before last. An array's last task has
            # the job id of the array: the task's own name is array_index.
            if [ "$end" = limit ] && [ "$code" -ne 0 ]; then
              task="${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
              requeues=%7$s/requeues-$task.txt
              steps=$(%2$s status %4$s --shard "$SLURM_ARRAY_TASK_ID/%5$d" --format json |
                sed -n 's/.*"made" *: *\\([0-9]*\\).*/\\1/p')
              if [ "$(tail -n 2 "$requeues" 2>/dev/null | grep -cFx "$steps")" -ge 2 ]; then
                echo "task $task: still ${steps:-?} steps after two time limits; not queued again: give more --time" >&2
              else
                echo "$steps" >> "$requeues"
                scontrol requeue "$task"
              fi
            fi
            exit "$code"
            """
                .formatted(
                    quoted(directory.toString()),
                    quoted(launcher.toString()),
                    quoted(Stream.concat(experiment.stream(), runOptions.stream())),
                    quoted(experiment.stream()),
                    shards,
                    workers,
                    quoted(log.toString())))
        .toString();
  }

  private static void option(StringBuilder text, String key, String value) {
    text.append("#SBATCH --").append(key).append('=').append(value).append('\n');
  }

  private static String quoted(Stream<String> words) {
    return words.map(SlurmScript::quoted).collect(Collectors.joining(" "));
  }

  /** As one word of a shell. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
