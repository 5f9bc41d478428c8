#!/bin/bash
# pdf.sh TEST_PDF: what other programs find in a PDF of ours. TEST_PDF is the unit test of the writer, which makes the sample.
set -eu
test_pdf=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0
# check NAME COMMAND...: the command says yes
check() {
	name=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $name"; fi
}
has() { grep -qF -- "$1" "$tmp/$2"; }
# in_order FILE WORDS...: each stands behind the one before
in_order() {
	file=$1
	shift
	tr '\n' ' ' <"$tmp/$file" | grep -qE "$(printf '%s.*' "$@")"
}

"$test_pdf" "$tmp" >/dev/null
pdf=$tmp/sample.pdf
qpdf --check "$pdf" >"$tmp/check" 2>&1 || true
pdfinfo "$pdf" >"$tmp/info"
pdfinfo -struct-text "$pdf" >"$tmp/structure" 2>"$tmp/structure.err"
pdftotext "$pdf" "$tmp/text"
pdffonts "$pdf" | tail -n +3 >"$tmp/fonts"
pdftoppm -r 20 -gray "$pdf" "$tmp/page"

check 'qpdf finds no fault' has 'No syntax or stream encoding errors found' check
check 'qpdf has no warning' test -z "$(grep -i warning "$tmp/check")"
check 'tagged' grep -q '^Tagged: *yes' "$tmp/info"
check 'its title' grep -q '^Title: *Bread & Salt – a test' "$tmp/info"
check 'no JavaScript' grep -q '^JavaScript: *no' "$tmp/info"
check 'PDF 1.7' grep -q '^PDF version: *1.7' "$tmp/info"
check 'every font is embedded, a subset, and maps to Unicode' \
	test "$(grep -cE ' yes yes yes ' "$tmp/fonts")" = "$(wc -l <"$tmp/fonts")"
check 'the structure is without fault' test ! -s "$tmp/structure.err"
check 'the structure is in reading order' in_order structure H1 One 'The office' Link 'the second article' Reference '"1"' Note \
	'The note itself' 'It ends' H2 Lists Knead Table THead Flour 650 Figure Code
check 'scopes of header cells' in_order structure /Scope /Column Flour /Scope /Row '1 kg' /ColSpan
check 'text in reading order' in_order text 'The office' 'offers affluent' 'ken here' 'The note itself' Knead Flour 650 Brötchen \
	'и хлеб' 'A quote'
check 'ligatures are letters' has 'An office' text
check 'the pages are drawn' test "$(find "$tmp" -name 'page-*.pgm' -size +5k | wc -l)" = 3
echo "pdf: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
