#!/usr/bin/env bash
# Builds the last commit as one does who has just installed a Debian, and puts the program into a folder.
# Usage: build.sh SUITE FOLDER [CLANG]. What the build says goes to FOLDER.log. Needs root.
set -euo pipefail
source "$(dirname "$0")/settings.sh"

suite=$1 folder=$2 compiler=${3:-}
root=$("$builds/debian-root.sh" "$suite")
work=$(mktemp -d "$cache/build.XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir "$work/source"
git -C "$repository" archive HEAD | tar -x -C "$work/source"
# make itself is among what is missing there.
command='cd source && scripts/install.sh build && make build'
[ -z "$compiler" ] || command="export CLANG=$compiler && $command"
"$builds/in-root.sh" "$root" "$work" bash -c "$command" >"$folder.log" 2>&1
rm -rf "$folder"
mv "$work/source/artifacts/dashboard" "$folder"
