#!/bin/bash
# The completion for bash, as the program makes it, offers every command and option where it is accepted, every value
# it offers is one that the program takes, and none of the closed lists is shorter than the program's. Those for zsh and
# fish name the same commands and options, and their shells can read them (where they are installed).
# Usage: tests/program/docs/completion.sh PROGRAM
set -u
program=$(realpath "$1")
cd "$(dirname "$0")/../../.." || exit 2
passed=0
failed=0

compopt() { :; } # stands only inside a real completion
made=$(mktemp -d) && trap 'rm -rf "$made"' EXIT
for shell in bash zsh fish; do
    "$program" help --completion $shell > "$made/$shell" || { echo "FAILED no completion for $shell"; exit 1; }
done
# shellcheck source=/dev/null
. "$made/bash"

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

commands=$("$program" --help | sed -n '/^Examples/q; s/^  whydenied \[\{0,1\}\([a-z]*\).*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 8 ] || { echo "--help shows no commands"; exit 1; }

for command in $commands; do
    offered "${command:0:2}"
    expect "command $command" offers "$command"
    offered "$command" --
    wanted=$("$program" "$command" --help | grep -o -- '^  .\{4\}--[a-z-]*' | grep -o -- '--.*')
    # shellcheck disable=SC2086
    expect "options of $command" offers $wanted
done

# The other shells: a word for each command and option, and a syntax that the shell itself accepts.
for command in $commands; do
    expect "zsh knows $command" grep -q "^    $command)" "$made/zsh"
    expect "fish knows $command" grep -q -- " -a $command -d " "$made/fish"
    while read -r option; do
        expect "zsh: $option of $command" grep -qE -- "--${option}[=[}]" \
            <(sed -n "/^    $command)/,/;;/p" "$made/zsh")
        expect "fish: $option of $command" grep -qE -- "__whydenied_is [a-z ]*\b$command\b[a-z ]*' -l $option " "$made/fish"
    done < <("$program" "$command" --help | grep -o -- '^  .\{4\}--[a-z-]*' | sed 's/.*--//')
done
for shell in bash zsh fish; do
    if command -v $shell >/dev/null; then expect "$shell reads it" $shell -n "$made/$shell"; else echo "no $shell here: its syntax is not tried"; fi
done

if command -v zsh >/dev/null; then # either way: read by hand, or where the shell looks for completions
    zsh_loads() { # COMMANDS
        local said
        mkdir -p "$made/functions" && cp "$made/zsh" "$made/functions/_whydenied"
        said=$(zsh -f -c "fpath=($made/functions \$fpath); autoload -U compinit && compinit -u -D; $1; print \$_comps[whydenied]" 2>&1)
        [ "$said" = _whydenied ]
    }
    expect "zsh: read by hand" zsh_loads "_comps[whydenied]=; source $made/zsh"
    expect "zsh: found where completions lie" zsh_loads 'autoload +X _whydenied'
fi

if command -v fish >/dev/null; then # a shell that completes for whoever asks
    fish_offers() { # LINE WORD...
        local line=$1
        shift
        mapfile -t COMPREPLY < <(PATH=$(dirname "$program"):$PATH HOME=$made XDG_CONFIG_HOME=$made \
            fish -c "source $made/fish; complete -C '$line'" | cut -f1)
        [ "${COMPREPLY[*]}" = "$*" ]
    }
    expect "fish: commands" fish_offers 'whydenied ex' explain
    expect "fish: words of an option" fish_offers 'whydenied explain --lang ' en ja
    expect "fish: words of a command" fish_offers 'whydenied rules ' list new pack show test
    expect "fish: no option of another command" fish_offers 'whydenied explain --jo'
    expect "fish: ids of rules" fish_offers 'whydenied rules show gcp.artifactregistry.push-denied-' gcp.artifactregistry.push-denied-audit
fi

for option in --format --detail --lang --color --cause --system; do
    offered "$option" ''
    expect "values of $option" takes "$option"
    words=${COMPREPLY[*]}
    offered "$option" =
    expect "the same values of $option=" test "${COMPREPLY[*]}" = "$words"
done
offered --format ''
expect "all formats" offers text json ndjson markdown html csv openmetrics script terraform
for list in cause system; do
    offered "--$list" ''
    # shellcheck disable=SC2046
    expect "all of --$list" offers $(jq -r ".definitions.$list.enum[]" docs/report.schema.json)
done

offered --format = js
expect "a value after =" offers json
offered explain --lang j
expect "a value of another command" offers ja
offered --detail n
expect "only what begins so" test "${COMPREPLY[*]}" = normal
offered rules show gcp.artifactregistry.push
expect "ids of rules" offers gcp.artifactregistry.push-denied
offered rules ''
expect "words of rules" offers list show test new
offered roles ''
expect "words of roles" offers for show import
offered help ''
expect "commands behind help" offers explain roles
offered samples/cloud
expect "files beside commands" offers samples/cloud-build.log
offered --jobs ''
expect "no file for a number" offers_nothing
offered -o samp
expect "files of -o are left to the shell" offers_nothing

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
