#!/bin/sh
# Makes of an install tree one that runs where nothing else is: adds the shared libraries that the program asks for, and
# the folders it may write to. The image (Dockerfile) is such a tree and nothing more.
#   make install DESTDIR=/tree && empty-root.sh /tree
set -eu
umask 022
tree=${1:?the folder that was DESTDIR}
program=$tree/usr/local/bin/whydenied

ldd "$program" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | sort -u | while read -r library; do
    mkdir -p "$tree$(dirname "$library")"
    cp -L "$library" "$tree$library"
done
# What is for people at a shell is not for a container.
rm -rf "$tree/usr/local/share/man" "$tree/usr/local/share/bash-completion" "$tree/usr/local/share/zsh" \
    "$tree/usr/local/share/fish" "$tree/usr/local/lib/systemd" "$tree/usr/local/share/whydenied/examples"
mkdir -p "$tree/logs" "$tree/parts" "$tree/tmp" "$tree/dev" "$tree/proc"
chmod 1777 "$tree/tmp" "$tree/parts"
