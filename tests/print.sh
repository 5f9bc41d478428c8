#!/bin/bash
# SHEAF=PROGRAM print.sh [NAME...]: books set as PDF (see print-build.sh), looked at by other programs: they have every word of the text, in
# order, and say the right pages.
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
"$here/print-build.sh" "$sheaf" "$tmp" "$@"
for folder in "$tmp"/*/; do
	name=$(basename "$folder")
	for pdf in small large; do
		check "$name: $pdf is written" test -s "$folder/dist/$pdf.pdf"
		qpdf --check "$folder/dist/$pdf.pdf" >"$tmp/check" 2>&1
		check "$name: qpdf finds no fault in $pdf" grep -qF 'No syntax or stream encoding errors found' "$tmp/check"
		check "$name: nor anything to warn of" test -z "$(grep -i warning "$tmp/check")"
		check "$name: words and pages of $pdf" node "$here/tools/print.mjs" "$folder/dist/book.trace" "$folder/dist/$pdf.pdf"
	done
	check "$name: pages in the e-book" node "$here/tools/pages.mjs" "$folder/dist/ebook.epub" "$folder/dist/small.pdf"
done
# the call to action's code leads where its words do
sed -i '/^call_to_action/d' "$tmp/notes/sheaf.yaml" 2>/dev/null
if [ -e "$tmp/notes/sheaf.yaml" ]; then
	printf 'call_to_action: {heading: More, url: "https://example.com/a?b=c&d=%%C3%%A9"}\n' | cat - "$tmp/notes/sheaf.yaml" >"$tmp/call" && mv "$tmp/call" "$tmp/notes/sheaf.yaml"
	"$sheaf" build -q -C "$tmp/notes" small 2>/dev/null
	pdftoppm -r 150 -png -f "$(pdfinfo "$tmp/notes/dist/small.pdf" | sed -n 's/^Pages: *//p')" "$tmp/notes/dist/small.pdf" "$tmp/code"
	check 'the code of the call to action' test "$(zbarimg -q "$tmp"/code*.png 2>/dev/null)" = 'QR-Code:https://example.com/a?b=c&d=%C3%A9'
fi
mapfile -t books < <(find "$tmp" -name ebook.epub | sort)
"$here/tools/epubcheck.sh" --allow CSS-028 "${books[@]}" >"$tmp/epubcheck" 2>&1
check 'EPUBCheck finds nothing in e-books with pages' test "$(grep -c ': 0 fatal, 0 error, 0 warning, [0-9]* usage' "$tmp/epubcheck")" = ${#books[@]}
echo "print: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
