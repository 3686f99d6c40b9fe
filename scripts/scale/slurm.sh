#!/bin/sh
#SBATCH --job-name=whydenied
#SBATCH --array=0-31
#SBATCH --cpus-per-task=1
#SBATCH --mem=128M
#SBATCH --time=04:00:00
# An array job: each task reads its part of the logs and leaves a part file; the report follows when all have ended well.
#   LOGS=/logs PARTS=/scratch/parts sbatch --parsable scripts/scale/slurm.sh
#   PARTS=/scratch/parts sbatch --dependency=afterok:JOB --array=0-0 scripts/scale/slurm.sh report
set -eu
parts=${PARTS:?PARTS is the folder of the part files, on a disk that all nodes see}
program=${WHYDENIED:-whydenied}

if [ "${1:-map}" = report ]; then
    "$program" reduce --unsorted "$parts"/part-*.tsv -o "$parts/reduced.tsv"
    exec "$program" report "$parts/reduced.tsv" -o "$parts/report.html" -o "$parts/report.json"
fi
mkdir -p "$parts"
exec "$program" map --shard auto -o "$parts/" "${LOGS:?LOGS is a folder of logs that all nodes see}"
