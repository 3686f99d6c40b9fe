#!/bin/sh
# One machine, all its processors, with GNU parallel: a process a file, what failed is tried again when this runs again.
#   parallel.sh FOLDER-OF-PARTS LOG...           then the report is in FOLDER-OF-PARTS/reduced.tsv
# A file whose part is there is not read again: --joblog remembers it. Damage (exit 3) is told in the records.
set -eu
program=${WHYDENIED:-whydenied}
parts=${1:?parallel.sh FOLDER-OF-PARTS LOG...}
shift
mkdir -p "$parts"

export program parts
# shellcheck disable=SC2016 # the words are for the shells that parallel starts
parallel --will-cite --joblog "$parts/joblog" --resume-failed \
    '"$program" map --quiet -o "$parts/part-"{#}.tsv {} || test $? = 3' ::: "$@"

tab=$(printf '\t')
cat "$parts"/part-*.tsv | LC_ALL=C sort -S 256M -s -t "$tab" -k1,1 | "$program" reduce -o "$parts/reduced.tsv"
