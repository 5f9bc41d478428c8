#!/bin/bash
# spec.sh: every example of the CommonMark specification and of tests/spec/gfm.txt, each an article of one book.
# The book must be written, pass EPUBCheck with nothing to say and be well-formed, and each article must say what
# Debian's cmark-gfm says for the same input (see tests/tools/spec.mjs). SHEAF names the program; KEEP keeps the work.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath -m "${SHEAF:-$here/../build/sheaf}")
tools=$here/tools
tmp=$(mktemp -d)
[ -n "${KEEP:-}" ] && echo "spec: work in $tmp" || trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

# count FILE: adds up the last line of spec.mjs, and shows what did not hold
count() {
	local line
	line=$(tail -n 1 "$1")
	sed '$d' "$1"
	if [[ $line =~ ([0-9]+)\ hold,\ ([0-9]+)\ do\ not$ ]]; then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
	else
		failed=$((failed + 1))
		echo "not ok: spec.mjs did not finish: $line"
	fi
}

# holds WHAT COMMAND…
holds() {
	local what=$1
	shift
	if "$@" >"$tmp/out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $what"
		head -n 60 "$tmp/out"
	fi
}

finish() {
	echo "spec: $passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
	exit
}

node "$tools/spec.mjs" prove >"$tmp/prove" 2>&1 || true
count "$tmp/prove"

node "$tools/spec.mjs" write "$tmp/project"
code=0
(cd "$tmp/project" && SOURCE_DATE_EPOCH=1704067200 "$sheaf" build -W no-error=broken-link) >"$tmp/build" 2>&1 || code=$?
# 1: examples hold mistakes that are repaired and reported; more is a book that was not written, or a crash
if [ "$code" -gt 1 ]; then
	failed=$((failed + 1))
	echo "not ok: sheaf build: exit $code"
	tail -n 20 "$tmp/build"
	finish
fi
mapfile -t books < <(find "$tmp/project" -name '*.epub')
if [ "${#books[@]}" != 1 ]; then
	failed=$((failed + 1))
	echo "not ok: sheaf build wrote ${#books[@]} books, not one"
	tail -n 20 "$tmp/build"
	finish
fi
holds "EPUBCheck has something to say" "$tools/epubcheck.sh" "${books[0]}"
mkdir "$tmp/book"
holds "the book does not unpack" unzip -q "${books[0]}" -d "$tmp/book"
holds "a file is not well-formed" bash -c 'find "$1" \( -name "*.xhtml" -o -name "*.opf" -o -name "*.ncx" -o -name "*.xml" \) -print0 |
	xargs -0 xmllint --noout --nonet --huge' - "$tmp/book"
node "$tools/spec.mjs" compare "$tmp/book" >"$tmp/compare" 2>&1 || true
count "$tmp/compare"
finish
