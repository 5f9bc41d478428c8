#!/usr/bin/env bash
# Golden tests: every folder below tests/golden/ that holds a sheaf.yaml is built as text (format: trace), and compared:
# expected.trace (the tree and its links), expected.pages (format: trace-pages: typeset pages), expected.xhtml (below golden/xhtml/: the text parts of the EPUB), expected.err (diagnostics), expected.exit (exit code, 0 when absent).
#   golden.sh [--bless] PROGRAM [FOLDER…]      --bless shows each difference, then accepts it
set -u
here=$(cd "$(dirname "$0")" && pwd)
bless=0
[ "${1:-}" = --bless ] && { bless=1; shift; }
sheaf=$(realpath "$1"); shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1767225600 NO_COLOR=1
passed=0 failed=0

compare() { # expected actual: 0 when equal
  local expected=$1 actual=$2
  [ -e "$expected" ] || [ -s "$actual" ] || return 0
  if diff -u "$expected" "$actual" 2>/dev/null || { [ ! -e "$expected" ] && cat "$actual" && false; }; then return 0; fi
  [ $bless = 1 ] && { if [ -s "$actual" ]; then cp "$actual" "$expected"; else rm -f "$expected"; fi; return 0; }
  return 1
}

golden() {
  local folder=$1 out=$work/out code=0 good=0
  rm -rf "$out"; mkdir -p "$out"
  (cd "$folder" && "$sheaf" build -v -o "$out" >"$work/stdout" 2>"$work/err") || code=$?
  sed -i '/^font: /d' "$work/err" # fonts differ from machine to machine
  echo "$code" >"$work/exit"
  find "$out" -name '*.trace' | sort | xargs -r cat >"$work/trace"
  [ -e "$folder/expected.exit" ] || echo 0 >"$work/zero"
  compare "$folder/expected.trace" "$work/trace" || good=1
  find "$out" -name '*.pages' | sort | xargs -r cat >"$work/pages"
  compare "$folder/expected.pages" "$work/pages" || good=1
  if [[ $folder == */golden/xhtml/* ]]; then
    find "$out" -name '*.epub' | sort | while read -r book; do unzip -p "$book" 'EPUB/*.opf' 'EPUB/*.ncx' 'EPUB/*.xhtml'; done >"$work/xhtml"
    compare "$folder/expected.xhtml" "$work/xhtml" || good=1
  fi
  compare "$folder/expected.err" "$work/err" || good=1
  if [ -e "$folder/expected.exit" ] || [ "$code" != 0 ]; then compare "$folder/expected.exit" "$work/exit" || good=1; fi
  return $good
}

[ $# -gt 0 ] || set -- $(cd "$here/golden" && find . -name sheaf.yaml | sort | sed "s|^\./|$here/golden/|; s|/sheaf.yaml$||")
for folder in "$@"; do
  if golden "$folder"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "golden: ${folder#"$here/"} differs"; fi
done
echo "golden: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
