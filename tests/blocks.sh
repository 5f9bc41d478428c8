#!/bin/bash
# blocks.sh PROGRAM: the manual's samples of exercises are those of templates/blocks, one of every kind, each with its picture; none of them makes
# the program say anything, and none is in it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "$1")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
check() { # NAME COMMAND…
	local name=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $name"; fi
}
cd "$here/.."
# in_manual NAME: as a block of code, then its picture
in_manual() {
	local manual sample
	manual=$(<README.md)
	sample=$(<"templates/blocks/$1.md")
	[[ $manual == *$'\n```markdown\n'"$sample"$'\n```\n\n<img src="templates/blocks/'"$1"'.png" '* ]]
}
is_picture() { [ "$(head -c 8 "$1" 2>/dev/null | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ] && [ "$(stat -c %s "$1")" -lt 20000 ]; }
has_words() { ! grep -F "src=\"$1\"" README.md | grep -qv 'alt="[^"]\{20,\}"'; }

kinds=$(sed -n 's/^EXERCISE([A-Z]*, "\([a-z]*\)".*/\1/p' src/book/exercises.def)
check 'kinds are found' test "$(wc -w <<<"$kinds")" -ge 10
for kind in $kinds; do
	check "$kind: the manual has the sample and its picture" in_manual "$kind"
	check "$kind: the sample is one" grep -q "^> \[!$kind\]" "templates/blocks/$kind.md"
	project=$tmp/$kind
	mkdir -p "$project/content"
	printf 'title: T\nauthor: A\nlanguage: en\ndescription: D\neditions:\n  book: {format: epub}\n  workbook: {format: pdf, layout: workbook}\n' >"$project/sheaf.yaml"
	{ printf -- '---\ntitle: T\n---\n\n' && cat "templates/blocks/$kind.md"; } >"$project/content/t.md"
	check "$kind: nothing to say of it" test -z "$("$sheaf" build -q -W error=unknown-key -C "$project" workbook 2>&1)"
	check "$kind: it is in the workbook" test -s "$project/dist/workbook.pdf"
done
for picture in templates/blocks/*.png; do
	check "$picture: a picture, and small" is_picture "$picture"
	check "$picture: shown" grep -qF "src=\"$picture\"" README.md
	check "$picture: described" has_words "$picture"
done
check 'pictures are not part of the program' test "$(grep -c 'A map of your evening' "$sheaf")" = 0
echo "blocks: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
