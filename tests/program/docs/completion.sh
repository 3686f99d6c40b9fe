#!/bin/bash
# The completion for bash offers every command and option of the option table where it is accepted, every value it
# offers is one that the program takes, and none of the closed lists is shorter than the program's.
# Usage: tests/program/docs/completion.sh PROGRAM
set -u
program=$(realpath "$1")
cd "$(dirname "$0")/../../.." || exit 2
passed=0
failed=0

compopt() { :; } # stands only inside a real completion
# shellcheck source=/dev/null
. scripts/completion/whydenied.bash

# What the completion offers for a command line whose last word is being typed.
offered() {
    COMP_WORDS=("$program" "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _whydenied "$program"
}

expect() { # NAME CONDITION...
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name; offered: ${COMPREPLY[*]:-nothing}"
    fi
}

offers() { # WORD...
    local word
    for word; do
        [[ " ${COMPREPLY[*]} " == *" $word "* ]] || return 1
    done
}

offers_nothing() { [ "${#COMPREPLY[@]}" = 0 ]; }

# Every word offered for a value is taken: --help behind it ends the program before it reads anything.
takes() { # OPTION
    local word
    for word in "${COMPREPLY[@]}"; do
        "$program" "$1" "$word" --help >/dev/null 2>&1 || { echo "$1 $word is not taken"; return 1; }
    done
    [ "${#COMPREPLY[@]}" -gt 0 ]
}

commands=$(sed -n 's/^    {"\([a-z]*\)", WD_FOR_[A-Z]*, ".*/\1/p' src/app/option_table.c)
[ "$(echo "$commands" | wc -l)" -ge 6 ] || { echo "no commands found in option_table.c"; exit 1; }

for command in $commands; do
    offered "${command:0:2}"
    expect "command $command" offers "$command"
    offered "$command" --
    wanted=$("$program" "$command" --help | grep -o -- '^  .\{4\}--[a-z-]*' | grep -o -- '--.*')
    # shellcheck disable=SC2086
    expect "options of $command" offers $wanted
done

# The help shows what the table says; every row belongs to a command.
wanted=$(for command in $commands; do offered "$command" -- && printf '%s\n' "${COMPREPLY[@]}"; done | sort -u)
while read -r option; do
    COMPREPLY=("$wanted")
    expect "option $option" grep -qx -- "$option" <<<"$wanted"
done < <(sed -n 's/^    {"\([a-z-]*\)", \(0\|.[a-zA-Z].\), .*/--\1/p' src/app/option_table.c)

for option in --format --detail --lang --color --cause --system; do
    offered "$option" ''
    expect "values of $option" takes "$option"
    words=${COMPREPLY[*]}
    offered "$option" =
    expect "the same values of $option=" test "${COMPREPLY[*]}" = "$words"
done
offered --format ''
# shellcheck disable=SC2046
expect "all formats" offers $(sed -n 's/^ *"\(text, json[^"]*\)".*/\1/p' src/app/option_table.c | tr -d ,)
for list in cause system; do
    offered "--$list" ''
    # shellcheck disable=SC2046
    expect "all of --$list" offers $(jq -r ".definitions.$list.enum[]" docs/report.schema.json)
done

offered --format = js
expect "a value after =" offers json
offered explain --lang j
expect "a value of another command" offers ja
offered --detail m
expect "only what begins so" test "${COMPREPLY[*]}" = med
offered rules show gcp.artifactregistry.push
expect "ids of rules" offers gcp.artifactregistry.push-denied
offered rules ''
expect "words of rules" offers list show test new
offered roles ''
expect "words of roles" offers for show import
offered samples/cloud
expect "files beside commands" offers samples/cloud-build.log
offered --jobs ''
expect "no file for a number" offers_nothing
offered -o samp
expect "files of -o are left to the shell" offers_nothing

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
