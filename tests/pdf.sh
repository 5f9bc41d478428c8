#!/bin/bash
# pdf.sh FOLDER: what other programs find in PDFs of ours. FOLDER has the unit tests of the writer, each of which makes a sample.
set -eu
tests=$1
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
# look SAMPLE: what is read in it goes to SAMPLE.text and the like
look() {
	pdf=$tmp/$1.pdf
	qpdf --check "$pdf" >"$tmp/$1.check" 2>&1 || true
	pdfinfo "$pdf" >"$tmp/$1.info"
	pdfinfo -struct-text "$pdf" >"$tmp/$1.structure" 2>"$tmp/$1.errors"
	pdftotext "$pdf" "$tmp/$1.text"
	pdffonts "$pdf" | tail -n +3 >"$tmp/$1.fonts"
	check "$1: qpdf finds no fault" has 'No syntax or stream encoding errors found' "$1.check"
	check "$1: qpdf has no warning" test -z "$(grep -i warning "$tmp/$1.check")"
	check "$1: the structure is without fault" test ! -s "$tmp/$1.errors"
}
# ink FILE X Y WIDTH HEIGHT: how many dark pixels there are in a part of its first page, at 144 to the inch
ink() {
	pdftoppm -r 144 -gray -singlefile -x "$2" -y "$3" -W "$4" -H "$5" "$tmp/$1.pdf" "$tmp/part"
	tail -c $(($4 * $5)) "$tmp/part.pgm" | LC_ALL=C tr -d '\200-\377' | wc -c
}

for test in test_pdf test_pdf_form test_pdf_booklet test_pdf_rtl test_pdf_drawing; do
	"$tests/$test" "$tmp" >/dev/null
done

# ---- a book
look sample
pdfinfo -dests "$tmp/sample.pdf" >"$tmp/sample.dests"
pdfinfo -box -l 2 "$tmp/sample.pdf" | tr -s ' ' >"$tmp/sample.boxes"
qpdf --json=2 --json-key=outlines --json-key=pagelabels "$tmp/sample.pdf" >"$tmp/sample.json"
pdftoppm -r 20 -gray "$tmp/sample.pdf" "$tmp/page"
check 'tagged' grep -q '^Tagged: *yes' "$tmp/sample.info"
check 'its title' grep -q '^Title: *Bread & Salt – a test' "$tmp/sample.info"
check 'no JavaScript' grep -q '^JavaScript: *no' "$tmp/sample.info"
check 'PDF 1.7' grep -q '^PDF version: *1.7' "$tmp/sample.info"
check 'every font is embedded, a subset, and maps to Unicode' \
	test "$(grep -cE ' yes yes yes ' "$tmp/sample.fonts")" = "$(wc -l <"$tmp/sample.fonts")"
check 'the structure is in reading order' in_order sample.structure H1 One 'The office' Link 'the second article' Reference '"1"' Note \
	'The note itself' 'It ends' H2 Lists Knead Table THead Flour 650 Figure Code
check 'scopes of header cells' in_order sample.structure /Scope /Column Flour /Scope /Row '1 kg' /ColSpan
check 'text in reading order' in_order sample.text 'The office' 'offers affluent' 'ken here' 'The note itself' Knead Flour 650 Brötchen \
	'и хлеб' 'A quote'
check 'ligatures are letters' has 'An office' sample.text
check 'the pages are drawn' test "$(find "$tmp" -name 'page-*.pgm' -size +5k | wc -l)" = 3
check 'destinations by name' in_order sample.dests '1 .*"one"' '3 .*"one#deep"'
check 'the outline leads to its pages' in_order sample.json '"destpageposfrom1": 1' '"destpageposfrom1": 3' '"title": "Deep"' \
	'"title": "One – first"'
check 'the outline is folded' test "$(grep -c '"open": false' "$tmp/sample.json")" = 1
check 'labels of pages' in_order sample.json '"index": 0' '"/S": "/r"' '"/St": 4' '"index": 1' '"/S": "/D"' '"/St": 1'
check 'what is cut off' in_order sample.boxes '1 MediaBox: 0.00 0.00 441.00 666.00' '1 BleedBox: 0.00 0.00 441.00 666.00' \
	'1 TrimBox: 0.00 9.00 432.00 657.00' '2 TrimBox: 9.00 9.00 441.00 657.00'

# ---- a workbook, filled in by another program and printed
look form
root='sheaf urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11'
cat >"$tmp/answers.fdf" <<END
%FDF-1.2
1 0 obj
<</FDF<</Fields[
<</T($root.safety.prompt-1)/V(On Sunday, at the sea with my sister. We walked for a long time and did not speak of it.\nIt was\nfar\naway,\njust sky)>>
<</T($root.safety.scale)/V/7>>
<</T($root.safety.check-1)/V/Off>>
<</T($root.safety.check-2)/V/Yes>>
<</T($root.safety.plan.2)/V(Zo\\353)>>
]>>>>
endobj
trailer
<</Root 1 0 R>>
%%EOF
END
pdftk "$tmp/form.pdf" fill_form "$tmp/answers.fdf" output "$tmp/filled.pdf"
qpdf --json=2 --json-key=acroform "$tmp/filled.pdf" >"$tmp/filled.json"
look filled
check 'it holds a form' grep -q '^Form: *AcroForm' "$tmp/form.info"
check 'fields are read between their neighbours' in_order form.structure 'When did' Form 'What would' Form 'How safe' Form '"10"' Form
check 'fields by name' in_order filled.json "\"fullname\": \"$root.safety.prompt-1\"" '"value": "u:On Sunday' \
	"\"fullname\": \"$root.safety.scale\"" '"value": "/7"' "\"fullname\": \"$root.safety.check-1\"" '"value": "/Off"' \
	"\"fullname\": \"$root.safety.plan.2\"" '"value": "u:Zoë"'
check 'questions as descriptions' has '"alternativename": "When did you last feel safe?"' filled.json
check 'what was there from the start is text' has 'A long answer that was there before, “quoted”, and café' form.text
check 'what was filled in is printed' in_order filled.text 'When did you' 'On Sunday, at the sea' 'did not speak' 'far' 'just sky' Zoë
for line in 1 2 3 4 5 6; do # rules from 150 points from the top on, each 22
	rule=$((2 * (128 + 22 * line)))
	check "line $line stands on its rule" test "$(ink filled 144 $((rule - 18)) 936 12)" -gt 10
	check "... and not over it" test "$(ink filled 144 $((rule + 3)) 936 6)" -eq 0
done
check 'a circle is filled' test "$(ink form 582 826 20 20)" -eq 0 -a "$(ink filled 582 826 20 20)" -gt 100
check 'its neighbour is not' test "$(ink filled 510 826 20 20)" -eq 0
check 'one box has a tick' test "$(ink form 148 964 16 16)" -eq 0 -a "$(ink filled 148 964 16 16)" -gt 20
check 'the other has none now' test "$(ink form 148 924 16 16)" -gt 20 -a "$(ink filled 148 924 16 16)" -eq 0

# ---- answers read back: as filled in, with its fields' objects packed anew, encrypted without a password to open it, and what is no workbook
answers() { # NAME CODE FILES…: exit code, and what it wrote, joined into NAME.report
	local report=$1 want=$2 code=0
	shift 2
	"$tests/../../../sheaf" answers -o "$tmp/$report" "$@" >"$tmp/$report.out" 2>"$tmp/$report.err" || code=$?
	check "$report: exit $want" test "$code" = "$want"
	cat "$tmp/$report"/answers.* >"$tmp/$report.report" 2>"$tmp/$report.none" || true
}
qpdf --object-streams=generate --linearize "$tmp/filled.pdf" "$tmp/packed.pdf"
qpdf --encrypt '' owner 256 -- "$tmp/filled.pdf" "$tmp/locked.pdf"
qpdf --encrypt secret owner 256 -- "$tmp/filled.pdf" "$tmp/secret.pdf"
head -c 3000 "$tmp/filled.pdf" >"$tmp/cut.pdf"
answers group 0 "$tmp/filled.pdf" "$tmp/packed.pdf" "$tmp/locked.pdf" "$tmp/form.pdf"
check 'answers beside their questions' in_order group.report 'safety.prompt-1,When did you last feel safe.,3,,,,"On Sunday, at the sea' \
	'safety.scale,How safe do you feel.,3,7.00,,,7,7,7,' 'safety.plan.2,Name,3,,,,Zoë,Zoë,Zoë,'
check 'checks are counted' in_order group.report 'I asked: ..1 of 4.. .form' 'I listened: ..3 of 4'
answers rest 1 "$tmp/secret.pdf" "$tmp/filled.pdf" "$tmp/cut.pdf" "$tmp/answers.fdf"
check 'a password is told' has 'secret.pdf: error: it is encrypted and wants a password [not-a-workbook]' rest.err
check 'a broken file is told' grep -q 'cut.pdf: error: .*not-a-workbook' "$tmp/rest.err"
check 'the rest is read' has 'safety.scale,How safe do you feel?,1,7.00,,,7' rest.report

# ---- a booklet
look booklet
pdftotext -layout "$tmp/booklet.pdf" - | tr -s ' \n' ' ' | tr '\f' '\n' >"$tmp/booklet.sides"
check 'not tagged' grep -q '^Tagged: *no' "$tmp/booklet.info"
check 'no form' grep -q '^Form: *none' "$tmp/booklet.info"
check 'six sides of Letter' in_order booklet.info 'Pages: *6' 'Page size: *792 x 612'
check 'how to print it' grep -q '^Subject: *A booklet: .*short edge' "$tmp/booklet.info"
check 'pages on their sides' in_order booklet.sides 'Page 1 ' 'Page 2 ' 'Page 10 Page 3 ' 'Page 4 Page 9 ' 'Page 8 Page 5 ' 'Page 6 Page 7 '

# ---- a drawing
look drawing
check 'no pixels' test "$(pdfimages -list "$tmp/drawing.pdf" | wc -l)" = 2
check 'its words are words' in_order drawing.text 'Home office' Café
check 'it is one figure' in_order drawing.structure Figure 'Home office'
check 'it is drawn' test "$(ink drawing 108 200 480 320)" -gt 2000

# ---- right to left
look rtl
check 'Hebrew in its order' has '"שלום עולם: כך כתבה Jane Example בשנת 2024, וכך קראנו את המכתב שוב ושוב (בקול)."' rtl.structure
check 'Hebrew with points, in one of the orders that mean the same' \
	has $'"\xd7\x91\xd6\xbc\xd6\xb0\xd7\xa8\xd6\xb5\xd7\x90\xd7\xa9\xd7\x81\xd6\xb4\xd7\x99\xd7\xaa \xd7\x91\xd6\xbc\xd6\xb8\xd7\xa8\xd6\xb8\xd7\x90"' rtl.structure
check 'Arabic in its order' has '"السلام عليكم وأهلا وسهلا، هذا كتاب عن الأمان في عام 2024 وما بعده."' rtl.structure
check 'both in English' has '"In English he said שלום עולם twice, and she said السلام back."' rtl.structure
# pdftotext puts marks of direction between
LC_ALL=C.UTF-8 sed 's/[‪‫‬]//g' "$tmp/rtl.text" | tr -s ' \n' ' ' >"$tmp/rtl.plain"
check 'Hebrew words as text' in_order rtl.plain 'שלום עולם' 'כך כתבה' 'Jane Example' 'בשנת' '2024' 'וכך קראנו את המכתב שוב ושוב .בקול'
check 'Arabic words as text' in_order rtl.plain 'السلام عليكم وأهلا وسهلا' 'هذا كتاب عن الأمان في عام 2024' 'وما بعده'
check 'Hebrew words within English' has 'שלום עולם' rtl.plain

echo "pdf: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
