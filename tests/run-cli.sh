#!/bin/bash
# Golden tests of the program. A case is a folder under tests/cli with
#   cmd           a shell script; "$WD" is the program, "$ROOT" the checkout; runs in a scratch folder
#   stdout        what it must print (absent: not looked at); stderr likewise
#   stdout.part, stderr.part   lines that must all occur
#   exit          the exit status (absent: 0)
# Usage: run-cli.sh [--update] [--exec-prefix 'valgrind -q'] PROGRAM [CASE...]
set -u
update='' prefix=''
while :; do
    case ${1:-} in
    --update) update=yes; shift ;;
    --exec-prefix) prefix=$2; shift 2 ;;
    *) break ;;
    esac
done
program=$(realpath "${1:?program}"); shift
ROOT=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

cat > "$scratch/wd" <<W
#!/bin/sh
exec $prefix "$program" "\$@"
W
chmod +x "$scratch/wd"
export ROOT WD="$scratch/wd" LC_ALL=C TZ=UTC HOME="$scratch/home"
export XDG_CONFIG_HOME="$scratch/home/config" XDG_DATA_HOME="$scratch/home/data"
unset NO_COLOR WHYDENIED_LANG COLUMNS

compare() { # expected actual name
    if [ -n "$update" ] && [ -e "$1" ]; then cp "$2" "$1"; return 0; fi
    [ -e "$1" ] || return 0
    diff -u "$1" "$2" > "$scratch/diff" && return 0
    echo "  $3 differs:"; head -40 "$scratch/diff"; return 1
}

parts() { # expected actual name
    [ -e "$1" ] || return 0
    while IFS= read -r line; do
        grep -qF -- "$line" "$2" || { echo "  $3 lacks: $line"; return 1; }
    done < "$1"
}

run_case() {
    local dir=$1 work want got ok=0
    work=$(mktemp -d -p "$scratch")
    mkdir -p "$HOME"
    ( cd "$work" && CASE="$dir" bash "$dir/cmd" ) > "$scratch/out" 2> "$scratch/err" < /dev/null
    got=$?
    sed -i "s|$ROOT/||g; s|$work/||g" "$scratch/out" "$scratch/err"
    want=$(cat "$dir/exit" 2>/dev/null || echo 0)
    if [ -n "$update" ] && [ "$got" != "$want" ]; then echo "$got" > "$dir/exit"; want=$got; fi
    [ "$got" = "$want" ] || { echo "  exit $got, not $want"; head -5 "$scratch/err"; ok=1; }
    compare "$dir/stdout" "$scratch/out" stdout || ok=1
    compare "$dir/stderr" "$scratch/err" stderr || ok=1
    parts "$dir/stdout.part" "$scratch/out" stdout || ok=1
    parts "$dir/stderr.part" "$scratch/err" stderr || ok=1
    rm -rf "$work"
    return $ok
}

cases=("$@")
[ ${#cases[@]} -gt 0 ] || mapfile -t cases < <(cd "$ROOT" && find tests/cli -name cmd -printf '%h\n' | sort)
for case in "${cases[@]}"; do
    if run_case "$ROOT/$case" > "$scratch/log"; then passed=$((passed + 1)); else
        failed=$((failed + 1)); echo "FAILED $case"; cat "$scratch/log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
