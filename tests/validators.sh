#!/bin/bash
# validators.sh: the validators bite. A book made by hand that holds one of everything our writer makes
# (tests/tools/sample) must pass EPUBCheck and Ace with nothing to say; each variant with one thing broken must be
# reported by the check that is meant to see it, by its own message.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tools=$here/tools
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

ok() { passed=$((passed + 1)); }
not_ok() { failed=$((failed + 1)); echo "not ok: $*"; }

pack() { # DIR OUT: mimetype first and stored, as a container must have it
	(cd "$1" && zip -qX0 "$2" mimetype && zip -qXr9D "$2" . -x mimetype)
}

# variant NAME FILE SED-SCRIPT: the sample with one file edited. An edit that changes nothing is a fault of the test.
variant() {
	cp -r "$tools/sample" "$tmp/$1"
	sed -i "$3" "$tmp/$1/$2"
	if cmp -s "$tools/sample/$2" "$tmp/$1/$2"; then
		not_ok "$1: the edit of $2 changed nothing"
	fi
	pack "$tmp/$1" "$tmp/$1.epub"
}

declare -A check_id ace_rule
check() { check_id[$1]=$2; variant "$1" "$3" "$4"; }
ace() { ace_rule[$1]=$2; variant "$1" "$3" "$4"; }

pack "$tools/sample" "$tmp/sound.epub"

check duplicate-id RSC-005 EPUB/one.xhtml 's/id="bread"/id="one"/'
check dangling-file RSC-007 EPUB/one.xhtml 's/href="two.xhtml"/href="three.xhtml"/'
check dangling-fragment RSC-012 EPUB/two.xhtml 's/one.xhtml#bread/one.xhtml#butter/'
check markdown-link RSC-007 EPUB/one.xhtml 's/href="two.xhtml"/href="two.md"/'
check remote-image RSC-006 EPUB/two.xhtml 's|src="cover.svg"|src="https://example.com/loaf.png"|'
check malformed RSC-016 EPUB/one.xhtml 's|<h2 id="bread">Bread</h2>|<h2 id="bread">Bread<br></h2>|'
check comment-dashes RSC-016 EPUB/one.xhtml 's|<h2 |<!-- a -- b --><h2 |'
check unknown-element RSC-005 EPUB/one.xhtml 's|<h2 id="bread">Bread</h2>|<center id="bread">Bread</center>|'
check list-note RSC-005 EPUB/one.xhtml 's|<aside |<li |;s|</aside>|</li>|'
check unlisted-file OPF-003 EPUB/package.opf '/id="css"/d'
check unknown-type OPF-088 EPUB/one.xhtml 's/epub:type="chapter"/epub:type="chapterlet"/'
check empty-metadata RSC-005 EPUB/package.opf 's|<dc:publisher>[^<]*|<dc:publisher>|'
check bad-language OPF-092 EPUB/package.opf 's|<dc:language>en-GB|<dc:language>en_GB|'
check ncx-uid NCX-001 EPUB/toc.ncx 's/5a1f0c52/5a1f0c53/'
check toc-order NAV-011 EPUB/nav.xhtml 's|<a href="one.xhtml">One</a>|<a href="two.xhtml">Two</a>|'
check bad-css CSS-008 EPUB/book.css 's/margin: 5%;/margin 5%/'
check bad-mimetype PKG-007 mimetype 's/epub/epud/'
check page-source OPF-027 EPUB/package.opf 's/property="pageBreakSource"/property="a11y:pageBreakSource"/'

ace no-alt image-alt EPUB/two.xhtml 's| alt="[^"]*"||'
ace list-footnote aria-allowed-role EPUB/one.xhtml 's|<aside |<ul><li |;s|</aside>|</li></ul>|'
ace skipped-heading heading-order EPUB/one.xhtml 's|h2|h4|g'
ace no-language html-has-lang EPUB/one.xhtml 's| lang="en-GB" xml:lang="en-GB"||'
ace no-hazard metadata-accessibilityhazard EPUB/package.opf '/accessibilityHazard/d'
ace bad-feature metadata-accessibilityfeature-invalid EPUB/package.opf 's|>readingOrder<|>readsWell<|'
ace empty-link link-name EPUB/one.xhtml 's|<a href="two.xhtml">Two</a>|<a href="two.xhtml"></a>|'
ace pale-text color-contrast EPUB/book.css 's|^body {|body { color: #bbb; background: #fff;|'
ace unlisted-page epub-pagelist-missing-pagebreak EPUB/nav.xhtml '/#page-2/d'
ace no-page-source epub-pagesource EPUB/package.opf '/pageBreakSource/d;/source-of/d;/dc:source/d'
ace empty-header empty-table-header EPUB/one.xhtml 's|>How much<|><|'
ace unreadable FAILED EPUB/one.xhtml 's|</h2>||'

# The one message that may be allowed: a face embedded at the author's wish.
font=$(dpkg-query -L fonts-ebgaramond | grep -m1 -E '\.(otf|ttf)$')
cp -r "$tools/sample" "$tmp/font"
cp "$font" "$tmp/font/EPUB/face.${font##*.}"
echo "@font-face { font-family: F; src: url(face.${font##*.}); }" >>"$tmp/font/EPUB/book.css"
sed -i "s|<item id=\"css\"|<item id=\"face\" href=\"face.${font##*.}\" media-type=\"font/${font##*.}\"/>&|" "$tmp/font/EPUB/package.opf"
pack "$tmp/font" "$tmp/font.epub"
echo "not an archive" >"$tmp/not-a-zip.epub"

section() { # FILE BOOK: the lines of one book in a validator's output
	awk -v book="$2: " 'index($0, "  ") != 1 { on = index($0, book) == 1 } on' "$1"
}

# expect CODE WHAT COMMAND…: runs it with its output in $tmp/out
expect() {
	local want=$1 what=$2 code=0
	shift 2
	"$@" >"$tmp/out" 2>&1 || code=$?
	if [ "$code" = "$want" ]; then ok; else not_ok "$what: exit $code, not $want"; cat "$tmp/out"; fi
}

books=()
for name in "${!check_id[@]}"; do books+=("$tmp/$name.epub"); done
expect 0 "EPUBCheck on the sound book" "$tools/epubcheck.sh" "$tmp/sound.epub"
expect 1 "EPUBCheck on the broken ones" "$tools/epubcheck.sh" "$tmp/sound.epub" "${books[@]}" "$tmp/not-a-zip.epub" "$tmp/font.epub"
cp "$tmp/out" "$tmp/epubcheck.txt"
check_id[font]=CSS-028
check_id[not-a-zip]=PKG-008
for name in "${!check_id[@]}"; do
	if section "$tmp/epubcheck.txt" "$tmp/$name.epub" | grep -qE "^  (FATAL|ERROR|WARNING|USAGE) ${check_id[$name]} "; then
		ok
	else
		not_ok "EPUBCheck did not report $name as ${check_id[$name]}"
		section "$tmp/epubcheck.txt" "$tmp/$name.epub"
	fi
done
if section "$tmp/epubcheck.txt" "$tmp/sound.epub" | grep -q ': 0 fatal, 0 error, 0 warning, 0 usage (7 items)$'; then
	ok
else
	not_ok "the sound book's line is not clean when others are broken"
fi
# a usage note alone must fail too
expect 1 "EPUBCheck on a usage note alone" "$tools/epubcheck.sh" "$tmp/unknown-type.epub"
expect 0 "EPUBCheck on a font allowed" "$tools/epubcheck.sh" --allow CSS-028 "$tmp/font.epub"
expect 1 "EPUBCheck on a file that is no archive" "$tools/epubcheck.sh" "$tmp/not-a-zip.epub"
expect 1 "EPUBCheck on a file that is not there" "$tools/epubcheck.sh" "$tmp/nowhere.epub"
expect 2 "EPUBCheck without a book" "$tools/epubcheck.sh"
expect 2 "EPUBCheck with another message allowed" "$tools/epubcheck.sh" --allow RSC-005 "$tmp/sound.epub"

books=()
for name in "${!ace_rule[@]}"; do books+=("$tmp/$name.epub"); done
expect 0 "Ace on the sound book" "$tools/ace.sh" "$tmp/ace" "$tmp/sound.epub"
expect 1 "Ace on the broken ones" "$tools/ace.sh" "$tmp/ace" "$tmp/sound.epub" "${books[@]}" "$tmp/not-a-zip.epub"
cp "$tmp/out" "$tmp/ace.txt"
for name in "${!ace_rule[@]}"; do
	if section "$tmp/ace.txt" "$tmp/$name.epub" | grep -qE "^  ([a-z]+ )?${ace_rule[$name]} "; then
		ok
	else
		not_ok "Ace did not report $name as ${ace_rule[$name]}"
		section "$tmp/ace.txt" "$tmp/$name.epub"
	fi
done
if section "$tmp/ace.txt" "$tmp/sound.epub" | grep -qE ': 0 violations \(4 documents, [1-9][0-9]* rules passed\)$'; then
	ok
else
	not_ok "the sound book's line is not clean when others are broken"
fi
expect 1 "Ace on a file that is not there" "$tools/ace.sh" "$tmp/ace" "$tmp/nowhere.epub"
expect 2 "Ace without a book" "$tools/ace.sh" "$tmp/ace"

echo "validators: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
