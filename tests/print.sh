#!/bin/bash
# SHEAF=PROGRAM print.sh [NAME...]: books set as PDF, looked at by other programs. Each of tests/books, and this repository's own, is built as
# 6x9 inches, as A4 with little ink, and as text: the PDFs have every word of the text, in order, and say the right pages.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "${SHEAF:?}")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export SOURCE_DATE_EPOCH=1767225600 NO_COLOR=1
passed=0 failed=0
check() { # NAME COMMAND…
	local name=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $name"; fi
}
editions='editions:
  text: {format: trace, file: book, related: none}
  small: {format: pdf, paper: 6x9, index: true}
  large: {format: pdf, paper: a4, low-ink: true, chapters: recto, justify: false}
'
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(own $(cd "$here/books" && echo *))
for name in "${names[@]}"; do
	folder=$here/books/$name
	[ "$name" = own ] && folder=$here/..
	mkdir -p "$tmp/$name"
	for part in content covers templates fonts; do
		[ ! -e "$folder/$part" ] || cp -r "$folder/$part" "$tmp/$name/"
	done
	sed '/^editions:/,$d' "$folder/sheaf.yaml" >"$tmp/$name/sheaf.yaml"
	printf '%s' "$editions" >>"$tmp/$name/sheaf.yaml"
	"$sheaf" build -q -C "$tmp/$name" 2>"$tmp/err"
	check "$name: written" test -s "$tmp/$name/dist/small.pdf" -a -s "$tmp/$name/dist/large.pdf"
	for pdf in small large; do
		qpdf --check "$tmp/$name/dist/$pdf.pdf" >"$tmp/check" 2>&1
		check "$name: qpdf finds no fault in $pdf" grep -qF 'No syntax or stream encoding errors found' "$tmp/check"
		check "$name: nor anything to warn of" test -z "$(grep -i warning "$tmp/check")"
		check "$name: words and pages of $pdf" node "$here/tools/print.mjs" "$tmp/$name/dist/book.trace" "$tmp/$name/dist/$pdf.pdf"
	done
done
echo "print: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
