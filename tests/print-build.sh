#!/bin/bash
# print-build.sh PROGRAM FOLDER [NAME...]: each of tests/books, and this repository's own book, as FOLDER/NAME/dist/small.pdf (6x9 inches),
# large.pdf (A4 with little ink), workbook.pdf, book.trace (its model as text) and ebook.epub, which tells of small.pdf's pages.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$1 out=$2
shift 2
editions='editions:
  text: {format: trace, file: book, related: none}
  small: {format: pdf, paper: 6x9, index: true}
  ebook: {format: epub, pages_from: small}
  workbook: {format: pdf, layout: workbook}
  large: {format: pdf, paper: a4, low-ink: true, chapters: recto, justify: false}
'
[ $# -gt 0 ] || set -- own $(cd "$here/books" && echo *)
for name; do
	folder=$here/books/$name
	[ "$name" = own ] && folder=$here/..
	mkdir -p "$out/$name"
	for part in content covers templates fonts; do
		[ ! -e "$folder/$part" ] || cp -r "$folder/$part" "$out/$name/"
	done
	sed '/^editions:/,$d' "$folder/sheaf.yaml" >"$out/$name/sheaf.yaml"
	printf '%s' "$editions" >>"$out/$name/sheaf.yaml"
	"$sheaf" build -q -C "$out/$name" 2>"$out/$name/err" || true
done
