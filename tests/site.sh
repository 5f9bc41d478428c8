#!/bin/bash
# SHEAF=PROGRAM site.sh: courses as ZIPs, unpacked and opened from the file system as their buyers do: this repository's own, and two tiny
# books that hold one of everything and many languages. Needs unzip, sha256sum, node, Chromium.
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
unpack() { # NAME ZIP
	mkdir "$tmp/$1"
	check "$1: the archive is whole" unzip -tqq "$2"
	unzip -qq "$2" -d "$tmp/$1"
}
find_in() { # NAME [WORD LESSON]…
	local name=$1
	shift
	node "$here/tools/search.mjs" "$tmp/$name" "$@"
	check "$name: searched" test $? = 0
}
open() { # NAME ZIP
	unpack "$1" "$2"
	check "$1: every file has its digest" sh -c "cd '$tmp/$1' && sha256sum -c --quiet SHA256SUMS && test \$(wc -l <SHA256SUMS) = \$((\$(find . -type f | wc -l) - 1))"
	node "$here/tools/site.mjs" "$tmp/$1"
	check "$1: opened in a browser" test $? = 0
}
"$sheaf" build -q -C "$here/.." -o "$tmp/own-dist" course 2>"$tmp/own-log"
open own "$tmp/own-dist/course.zip"
find_in own boundaries boundaries boundries boundaries jelousy jealousy-and-reassurance 'asking demand' asking-without-demanding RUPTURE repair-after-a-rupture
for book in kitchen-sink languages exercises; do
	cp -r "$here/books/$book" "$tmp/$book-book"
	sed -i '/^editions:/,$d' "$tmp/$book-book/sheaf.yaml"
	printf 'editions:\n  course: {format: bundle, include: [text], index: true}\n  text: {format: epub}\n' >>"$tmp/$book-book/sheaf.yaml"
	"$sheaf" build -q -C "$tmp/$book-book" course 2>"$tmp/log"
	open "$book" "$tmp/$book-book/dist/course.zip"
	find_in "$book"
done
# scripts without blanks, letters that fold, a final sigma
mkdir -p "$tmp/words/content"
printf 'title: Words\nlanguage: ja\neditions:\n  course: bundle\n' >"$tmp/words/sheaf.yaml"
printf '# 日本語の文章\n\n東京で美味しいラーメンを食べました。ガラス。\n' >"$tmp/words/content/ja.md"
printf '# Λόγος\n\nἘν ἀρχῇ ἦν ὁ λόγος, ΟΔΥΣΣΕΥΣ.\n' >"$tmp/words/content/el.md"
printf '# Straße\n\nGrüße aus Zürich, œuvre, İstanbul, ﬁn.\n' >"$tmp/words/content/de.md"
"$sheaf" build -q -C "$tmp/words" 2>"$tmp/log"
unpack words-course "$tmp/words/dist/course.zip"
find_in words-course ラーメン ja 東京 ja 京 ja カラス ja λογοσ el οδυσσεύς el strasse de zurich de GRUSSE de istanbul de fin de
cp "$tmp/own-dist/course.zip" "$tmp/once.zip"
"$sheaf" build -q -C "$here/.." -o "$tmp/own-dist" course 2>/dev/null
check 'the same bytes again' cmp -s "$tmp/once.zip" "$tmp/own-dist/course.zip"
echo "site: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
