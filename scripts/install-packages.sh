#!/bin/sh
# Installs what building, the tests, the long tests of parts, the bench or CI need and this machine lacks, and says so before it
# does. Silent when nothing is missing. Debian 12 and 13, and relatives with apt. Usage: install-packages.sh build|check|scale|bench|ci
set -eu

build='gcc g++ make pkg-config libjansson-dev libpcre2-dev zlib1g-dev libsqlite3-dev uthash-dev
libxxhash-dev nettle-dev libutf8proc-dev libyaml-dev'
fast='libsimdjson-dev libisal-dev libzstd-dev liblzma-dev libbz2-dev'
check='libcmocka-dev jq python3 python3-jsonschema python3-yaml zstd xz-utils bzip2 dash strace tzdata'
ci='clang clang-format clang-tidy cppcheck valgrind libclang-rt-14-dev|libclang-rt-dev shellcheck mandoc
cmark chromium git gcovr zsh fish'
scale='parallel'
bench='jq python3 time isal ripgrep miller lnav'

case ${1:-build} in
build) wanted="$build $fast" ;;
check) wanted="$build $fast $check" ;;
scale) wanted="$build $fast $check $scale" ;;
bench) wanted="$build $fast $bench" ;;
ci) wanted="$build $fast $check $ci" ;;
*) echo "usage: $0 build|check|scale|bench|ci" >&2; exit 2 ;;
esac

have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    echo "This is no Debian: please install the equivalents of these packages yourself:" >&2
    echo "$wanted" | tr '|' ' ' | fmt -w 78 >&2
    exit 0 # the build says what is missing
fi

missing=
for entry in $wanted; do
    found=
    for name in $(echo "$entry" | tr '|' ' '); do
        if have "$name"; then found=yes; fi
    done
    [ -n "$found" ] || missing="$missing $entry"
done
[ -n "$missing" ] || exit 0

names=$(echo "$missing" | sed 's/|[^ ]*//g')
sudo=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Missing packages; as root, run: apt-get install$names" >&2
        exit 1
    fi
    sudo=sudo
    echo "You are not root: sudo will be used, which may ask for your password." >&2
fi
echo "About to install with ${sudo:+sudo }apt-get:$names" >&2
$sudo apt-get update -qq
for entry in $missing; do
    done=
    for name in $(echo "$entry" | tr '|' ' '); do
        if [ -z "$done" ] && $sudo env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$name" >/dev/null 2>&1; then done=yes; fi
    done
    [ -n "$done" ] || echo "could not install $entry" >&2
done
