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
# every kind of exercise, filled in by a program that knows nothing of workbooks, printed, and read back
if [ -e "$tmp/exercises/dist/workbook.pdf" ]; then
	workbook=$tmp/exercises/dist/workbook.pdf
	pdftk "$workbook" dump_data_fields_utf8 >"$tmp/fields"
	root=$(sed -n 's/^FieldName: \(sheaf .*\)\.blocks\.evening$/\1/p' "$tmp/fields")
	fill() { printf '<field name="%s"><value>%s</value></field>\n' "$root.$1" "$2"; }
	{
		echo '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>'
		fill blocks.evening 'A walk — and café' && fill blocks.box-1 'Red walls' && fill blocks.scale-1 7 && fill blocks.checklist-1.1 Yes
		fill blocks.fill-1.1-2 Asking && fill blocks.quiz-1.1 b && fill blocks.quiz-2.1.a Yes && fill blocks.quiz-2.1.c Yes && fill blocks.quiz-2.2 b
		fill blocks.notes-2 'Seven hours' && fill blocks.tracker-1.2.3 Yes && fill blocks.plan-1.1.when Friday && fill blocks.certificate-1.name Zoë
		echo '</fields></xfdf>'
	} >"$tmp/answers.xfdf"
	pdftk "$workbook" fill_form "$tmp/answers.xfdf" output "$tmp/zoe.pdf"
	pdftotext "$tmp/zoe.pdf" "$tmp/zoe.text"
	for words in 'A walk — and café' 'Red walls' Asking 'Seven hours' Friday Zoë; do
		check "'$words' is printed" grep -qF "$words" "$tmp/zoe.text"
	done
	check 'answers are read back' "$sheaf" answers -q -o "$tmp/report" "$tmp/zoe.pdf" "$workbook"
	while read -r line; do
		check "report: $line" grep -qF "$line" "$tmp/report/answers.csv"
	done <<'END'
id,question,answered,mean,right,correct,Zoë,workbook
blocks.evening,In the evening What helps? What does not?,1,,,,A walk — and café,
blocks.box-1,Draw the room you feel safe in.,1,,,,Red walls,
blocks.scale-1,How safe do you feel?,1,7.00,,,7,
blocks.checklist-1.1,Say it aloud,1,,,,yes,
blocks.quiz-1.1,What is a boundary?,1,,b,1,b,
blocks.quiz-2.1.b,Which are true? Two,0,,no,1,,
blocks.quiz-2.2,And this?,1,,a,0,b,
blocks.plan-1.1.when,Call her: By when,1,,,,Friday,
END
	check 'right answers are counted' grep -qF -- '- **Zoë**: 2 of 5 right' "$tmp/report/answers.md"
	check 'and named' grep -qF -- '- **b** A sentence about yourself (right): Zoë' "$tmp/report/answers.md"
fi
mapfile -t books < <(find "$tmp" -name ebook.epub | sort)
"$here/tools/epubcheck.sh" --allow CSS-028 "${books[@]}" >"$tmp/epubcheck" 2>&1
check 'EPUBCheck finds nothing in e-books with pages' test "$(grep -c ': 0 fatal, 0 error, 0 warning, [0-9]* usage' "$tmp/epubcheck")" = ${#books[@]}
echo "print: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
