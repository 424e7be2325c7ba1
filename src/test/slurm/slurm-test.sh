#!/bin/bash
# A sweep as a Slurm job array on a Slurm of this one machine, disturbed and undisturbed: both must give the same numbers.
#
# What the tests leave out (SlurmArrayTest): processes that are killed, and bits compared. Needs root and Debian's packages slurm-wlm and munge, and target/nodesnr (make build). Starts munged, slurmctld and
# slurmd by hand, without systemd and without control groups, and ends them. Not part of make test:
#
#   src/test/slurm/slurm-test.sh DIRECTORY     # a new directory for configuration, logs and results
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
nodesnr=$root/target/nodesnr
mkdir "${1:?give a directory to make}"
directory=$(cd "$1" && pwd)
export SLURM_CONF=$directory/slurm.conf

stop_slurm() {
  scancel --user=root 2>/dev/null || true
  for file in "$directory/slurmd.pid" "$directory/slurmctld.pid" "$directory/munged.pid"; do
    if [ -s "$file" ]; then
      kill "$(cat "$file")" 2>/dev/null || true
    fi
  done
}

start_slurm() {
  mkdir -p "$directory/state" "$directory/spool" "$directory/munge"
  host=$(hostname -s)
  sed -e "s|@HOST@|$host|g" -e "s|@USER@|$(id -un)|g" -e "s|@PORT@|6817|g" -e "s|@SLURMD_PORT@|6818|g" -e "s|@DIRECTORY@|$directory|g" "$here/slurm.conf.in" > "$SLURM_CONF"
  head -c 1024 /dev/urandom > "$directory/munge/munge.key"
  chmod 600 "$directory/munge/munge.key"
  munged --force --key-file="$directory/munge/munge.key" --socket="$directory/munge/socket" \
    --pid-file="$directory/munged.pid" --log-file="$directory/munge/log" --seed-file="$directory/munge/seed"
  trap stop_slurm EXIT
  slurmctld -c
  slurmd
  for _ in $(seq 60); do
    if sinfo -h -o %T 2>/dev/null | grep -q idle; then
      return
    fi
    sleep 1
  done
  tail -20 "$directory"/slurm*.log
  echo "slurm-test: the node is not idle after a minute" >&2
  exit 1
}

log() {
  echo "$(date -u +%H:%M:%S) $*"
}

# Waits until a command succeeds.
await() {
  for _ in $(seq 600); do
    if "$@" 2>/dev/null; then
      return
    fi
    sleep 0.5
  done
  echo "slurm-test: waited five minutes for: $*" >&2
  squeue
  exit 1
}

no_jobs() { [ -z "$(squeue -h)" ]; }
saved_state() { compgen -G "$directory/$1/slurm/state/*.bin" > /dev/null; }

submit() {
  cd "$directory"
  "$nodesnr" slurm "$here/sweep.conf" --results "$directory/$1" --shards 2 --workers 1 --time "$2" --submit \
    -- --offline --save-every 1 --keep-networks
}

start_slurm
log "Slurm $(sinfo --version) on $(nproc) cores"

log "undisturbed"
"$nodesnr" run "$here/sweep.conf" --offline --results "$directory/calm" --workers 2 --keep-networks > "$directory/calm.log" 2>&1

log "disturbed: one task is put back by requeue, the other's processes are killed"
submit rough 1:00:00
await saved_state rough
first=$(squeue -h -r -t R -o %A | head -1)
scontrol requeue "$first"
log "requeued job $first"
sleep 2
# The other task's batch script, coordinator and workers, as when a node dies: Slurm is told afterwards.
second=$(squeue -h -r -t R -o %A | head -1)
if [ -n "$second" ]; then
  for pid in $(scontrol listpids "$second" | awk 'NR > 1 && $1 > 0 { print $1 }' | sort -rn); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  log "killed every process of job $second"
  task=$(squeue -h -r -j "$second" -o %K 2>/dev/null || true)
fi
await no_jobs
log "submitted again: what is left of the killed task"
submit rough 1:00:00
await no_jobs

same() {
  for file in runs.csv checkpoints.csv; do
    cmp "$directory/calm/slurm/$file" "$directory/$1/slurm/$file"
  done
  diff -r "$directory/calm/slurm/nodes" "$directory/$1/slurm/nodes"
  diff -r "$directory/calm/slurm/networks" "$directory/$1/slurm/networks"
  test -s "$directory/$1/slurm/index.html"
}

same rough
log "the disturbed sweep gave the same tables, nodes and weights, bit for bit"
grep -h "goes on at step" "$directory"/rough/slurm/logs/slurm-*.log | sort | uniq -c || true
