#!/bin/sh
# The floors of the house: no include from a lower floor to a higher one, and only app/ may print to
# stderr or end the program. Prints what is wrong; exit 1 if anything is.
set -eu
cd "$(dirname "$0")/.."

floor_of_folder() {
    case $1 in
    base) echo 1 ;; event | ingest) echo 2 ;; normalise | match) echo 3 ;; incident) echo 4 ;;
    advise | history) echo 5 ;; report) echo 6 ;; app) echo 7 ;; *) echo 0 ;;
    esac
}

floor_of_header() {
    case $1 in
    str | error | arena | buf | limits | timestamp | escape | digest | json | json_dump | cause | banned) echo 1 ;;
    event | ingest) echo 2 ;;
    normalise | rule | match | lint) echo 3 ;;
    incident | codec) echo 4 ;;
    advise | ident | catalogue | history | ignore) echo 5 ;;
    report | output) echo 6 ;;
    *) echo 0 ;;
    esac
}

status=0
say() { echo "$1"; status=1; }

for file in $(git ls-files 'src/*.c' 'src/*.h' 'src/*.cc'); do
    folder=$(echo "$file" | cut -d/ -f2)
    mine=$(floor_of_folder "$folder")
    [ "$mine" != 0 ] || say "$file: its folder is on no floor"
    for header in $(sed -n 's/^#include "whydenied\/\(.*\)\.h".*/\1/p' "$file"); do
        theirs=$(floor_of_header "$header")
        [ "$theirs" != 0 ] || say "$file: whydenied/$header.h is on no floor"
        [ "$theirs" -le "$mine" ] || say "$file: floor $mine includes whydenied/$header.h of floor $theirs"
    done
    for other in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | grep -v whydenied); do
        theirs=$(floor_of_folder "$other")
        [ "$theirs" -le "$mine" ] || say "$file: floor $mine includes $other/ of floor $theirs"
    done
    if [ "$folder" != app ]; then
        grep -nE '\b(fprintf\(stderr|perror|abort|_exit|exit) ?\(' "$file" | sed "s|^|$file:|" |
            grep -v '/\*.*exit' && status=1
    fi
done
exit $status
