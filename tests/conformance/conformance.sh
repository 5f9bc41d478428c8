#!/bin/bash
# conformance.sh FOLDER SHEAF: veraPDF finds nothing wrong with PDFs of ours, by PDF/UA-1 and by PDF/A-2a, a booklet by PDF/A-2u; and it
# bites: each variant of a file with one thing broken must fail the clause that is about it.
# FOLDER has the unit tests of the writer, each of which makes a sample; SHEAF is the program, which sets the books of tests/books. The validator is fetched once, and only run when its hash is right.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tests=$1
sheaf=$(realpath "$2")
jar=$here/java/greenfield-apps-1.26.2.jar
hash=6b3cd7daa39d2364d2e6043cefa168a355fbec12457c35d93cdabbcd7448b599
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

ok() { passed=$((passed + 1)); }
not_ok() { failed=$((failed + 1)); echo "not ok: $*"; }

whole() { echo "$hash  $jar" | sha256sum --check --status 2>/dev/null; }

if ! whole; then
	echo "conformance: fetching veraPDF"
	mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$here/java"
	whole || { echo "conformance: $jar is not the file it should be" >&2; exit 1; }
fi

for test in test_pdf test_pdf_form test_pdf_booklet test_pdf_rtl test_pdf_drawing; do
	"$tests/$test" "$tmp" >/dev/null
done
mkdir "$tmp/good"
mv "$tmp"/*.pdf "$tmp/good"

# broken FLAVOUR CLAUSE NAME SED-SCRIPT: of the file $of; an edit that changes nothing is a fault of the test.
declare -A clause
broken() {
	[ -f "$tmp/$of" ] || qpdf --qdf --object-streams=disable "$tmp/good/$of.pdf" "$tmp/$of"
	sed "$4" "$tmp/$of" >"$tmp/edited"
	if cmp -s "$tmp/$of" "$tmp/edited"; then
		not_ok "$3: the edit changed nothing"
	fi
	mkdir -p "$tmp/$1"
	fix-qdf <"$tmp/edited" >"$tmp/$1/$3.pdf" 2>/dev/null
	clause[$1/$3]=$2
}

of=sample
broken ua1 5-2 claim 's/<pdfuaid:part>1/<pdfuaid:part>2/'
broken ua1 7.1-3 untagged '0,/\/Artifact\/H/s//\/Span\/H/'
broken ua1 7.1-10 title-bar 's/\/DisplayDocTitle true/\/DisplayDocTitle false/'
broken ua1 7.2-33 language 's/\/Lang (en-GB)/\/Xang (en-GB)/'
broken ua1 7.3-1 alt 's/\/Alt (A drawing)/\/Xlt (A drawing)/'
broken ua1 7.5-1 scope 's/\/Scope /\/Xcope /'
broken ua1 7.9-1 note-id 's/\/ID (note/\/XD (note/'
broken ua1 7.18.3-1 tab-order 's/\/Tabs \/S/\/Tabs \/R/'
broken ua1 7.18.5-1 link 's/\/S \/Link/\/S \/Span/'
broken ua1 7.18.5-2 link-words 's/\/Contents (example.com)/\/Xontents (example.com)/'
broken ua1 7.21.7-1 unicode 's/\/ToUnicode /\/XoUnicode /'
broken 2a 6.2.4.3-2 intent 's/\/OutputIntents/\/XutputIntents/'
broken 2a 6.3.2-2 print-flag 's/\/F 4$/\/F 0/'
broken 2a 6.6.2.3.1-1 schema 's/namespaceURI>http:..www.aiim.org.pdfua/namespaceURI>http:\/\/www.aiim.org\/pdfux/'
broken 2a 6.6.4-3 level 's/<pdfaid:conformance>A/<pdfaid:conformance>X/'
broken 2a 6.7.2.2-1 marked 's/\/Marked true/\/Marked false/'
of=form
broken ua1 7.18.1-3 field-words 's/\/TU (I asked)/\/XU (I asked)/'
broken ua1 7.18.4-1 form 's/\/S \/Form/\/S \/Span/'
broken 2a 6.2.11.4.1-1 form-font 's/\/FontFile2 /\/XontFile2 /'
broken 2a 6.3.2-2 form-print-flag 's/\/F 4$/\/F 0/'
broken 2a 6.3.3-1 no-look 's/\/AP /\/XP /'
broken 2a 6.3.3-2 pressed 's/^  \/AP <<$/&\n\/D <<>>/'
broken 2a 6.4.1-3 regenerate 's/\/DR <</\/NeedAppearances true \/DR <</'
broken 2a 6.4.1-1 action 's/\/F 4$/\/F 4 \/A <<\/S \/GoTo \/D [1 0 R \/Fit]>>/'

verapdf() { # FLAVOUR FILE...
	flavour=$1
	shift
	nice java -Xmx1g -cp "$jar" org.verapdf.apps.GreenfieldCliWrapper --flavour "$flavour" --format text -v "$@" 2>/dev/null
}

# conforms FLAVOUR SAMPLE...
conforms() {
	by=$1
	shift
	for name in "$@"; do
		report=$(verapdf "$by" "$tmp/good/$name.pdf")
		case $report in
		PASS*) ok ;;
		*) not_ok "$name by $by: $report" ;;
		esac
	done
}

SOURCE_DATE_EPOCH=1767225600 "$here/../print-build.sh" "$sheaf" "$tmp/books"
# books FLAVOUR: all of them at once
books() {
	verapdf "$1" "$tmp"/books/*/dist/*.pdf >"$tmp/report" || true
	for file in "$tmp"/books/*/dist/*.pdf; do
		if grep -qx "PASS $file" "$tmp/report"; then
			ok
		else
			not_ok "${file#"$tmp/books/"} by $1: $(sed -n "\|^FAIL $file|,/^[PF]A[SI][SL] \//p" "$tmp/report" | head -4 | tr '\n' ' ')"
		fi
	done
}

conforms 2u booklet
for flavour in ua1 2a; do
	conforms $flavour sample form rtl drawing
	books $flavour
	verapdf $flavour "$tmp/$flavour"/*.pdf >"$tmp/report" || true
	for file in "$tmp/$flavour"/*.pdf; do
		name=$(basename "$file" .pdf)
		if sed -n "\|^FAIL $file|,/^[PF]A[SI][SL] \//p" "$tmp/report" | grep -q -- "^  FAIL ${clause[$flavour/$name]}\$"; then
			ok
		else
			not_ok "$name is not reported as ${clause[$flavour/$name]} of $flavour"
		fi
	done
done
echo "conformance: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
