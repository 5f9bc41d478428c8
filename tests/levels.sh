#!/usr/bin/env bash
# levels.sh SHEAF PLAIN CORPUS: everything that `sheaf links` tells is the same from an optimised and from a plain build, on any number of threads.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath -e "$1") plain=$(realpath -e "$2") corpus=$(realpath -e "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1767225600
passed=0 failed=0
# told PROGRAM THREADS FOLDER: all of it in one stream
told() {
  rm -rf "$work/out"; mkdir "$work/out"
  "$1" links -q -j "$2" --json "$work/out" --map "$work/out/map.svg" --dot "$work/out/map.dot" --graph "$work/out/map.json" "$3" 2>/dev/null
  for form in '' --suggest --terms; do "$1" links -q -j "$2" $form "$3" 2>/dev/null; done >"$work/out/text"
  tail -n +1 "$work"/out/*
}
"$corpus" "$work/corpus" 300
for folder in "$here/../content" "$here/golden/relations" "$work/corpus"; do
  told "$sheaf" 1 "$folder" >"$work/one"
  [ "$(wc -l <"$work/one")" -gt 100 ] || { failed=$((failed + 1)); echo "levels: nothing was told of $folder"; }
  for other in "$sheaf 2" "$sheaf 5" "$plain 1" "$plain 3"; do
    told $other "$folder" >"$work/other"
    if cmp -s "$work/one" "$work/other"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "levels: ${folder##*/}: $other threads tells otherwise"; fi
  done
done
echo "levels: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
