#!/bin/bash
# pictures.sh PROGRAM: the manual's pictures of exercises, from templates/blocks/NAME.md to NAME.png beside it: each set in a workbook, and
# cut out of its page. Needs pdftoppm and node.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "$1")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export SOURCE_DATE_EPOCH=1767225600

# workbook NAME PAPER: NAME's sample, and behind it another block, whose rule ends the first
workbook() {
	mkdir -p "$tmp/$1/content"
	printf 'title: Blocks\nauthor: The sheaf authors\nlanguage: en-GB\nidentifier: urn:uuid:0e5d5ad1-4a25-4d0f-9d4f-31d46d0f0d5e\n' >"$tmp/$1/sheaf.yaml"
	printf 'theme: hearth\nbrand: {colour: "#8a3b5c"}\neditions:\n  book: {format: pdf, layout: workbook, paper: %s, font-size: 12}\n' "$2" >>"$tmp/$1/sheaf.yaml"
	printf -- '---\ntitle: Blocks\n---\n\n' >"$tmp/$1/content/blocks.md"
	cat "$here/../templates/blocks/$1.md" >>"$tmp/$1/content/blocks.md"
	printf '\n> [!notes] lines=2\n' >>"$tmp/$1/content/blocks.md"
	"$sheaf" build -q -C "$tmp/$1"
}
# picture NAME PAGE DPI PART [AS]: the page is counted from the first, or from behind
picture() {
	local pdf=$tmp/$1/dist/book.pdf page=$2
	[ "$page" -gt 0 ] || page=$(($(pdfinfo "$pdf" | sed -n 's/^Pages: *//p') + page))
	pdftoppm -r "$3" -f "$page" -l "$page" -singlefile "$pdf" "$tmp/page"
	node "$here/tools/crop.mjs" "$tmp/page.ppm" "$here/../templates/blocks/${5:-$1}.png" "$4"
}

for sample in "$here"/../templates/blocks/*.md; do
	name=$(basename "$sample" .md)
	[ "$name" != certificate ] || continue
	workbook "$name" 140x420mm
	picture "$name" 5 160 block
done
picture quiz 0 160 page quiz-answers
workbook certificate a5
picture certificate 0 90 page
ls -l "$here"/../templates/blocks/*.png | awk '{print $5, $9}'
