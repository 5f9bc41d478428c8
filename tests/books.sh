#!/bin/bash
# books.sh [NAME…]: books built whole. This repository's own editions and every tiny book in tests/books/ (or those
# named; "own" is the repository) are built into a temporary folder; EPUBCheck and Ace must have nothing to say of
# any EPUB but that it brings fonts where it does. Without one EPUB from each folder the test fails. SHEAF names the program; KEEP keeps the work.
#
# A tiny book is a project folder. Two files of the test may stand in it:
#   expect-exit   the exit code of `sheaf build`; 0 without it
#   expect        lines of three kinds, each a fixed string that must be found or must not be:
#                   has STRING     in the text of the book's XHTML, package document or style sheet (tags included)
#                   lacks STRING   nowhere in them
#                   says STRING    in what the build prints
#                 a line that begins with # is a comment
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
sheaf=$(realpath -m "${SHEAF:-$root/build/sheaf}")
tools=$here/tools
tmp=$(mktemp -d)
[ -n "${KEEP:-}" ] && echo "books: work in $tmp" || trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

ok() { passed=$((passed + 1)); }
not_ok() { failed=$((failed + 1)); echo "not ok: $*"; }

# build NAME: into $tmp/NAME, what it prints in $tmp/NAME.log
build() {
	local code=0 want=0 folder=$here/books/$1
	[ "$1" = own ] && folder=$root
	[ "$1" != own ] && [ -f "$folder/expect-exit" ] && want=$(tr -d '[:space:]' <"$folder/expect-exit")
	mkdir "$tmp/$1"
	SOURCE_DATE_EPOCH=1704067200 "$sheaf" build -C "$folder" -o "$tmp/$1" >"$tmp/$1.log" 2>&1 || code=$?
	if [ "$code" = "$want" ]; then
		ok
	else
		not_ok "$1: sheaf build: exit $code, not $want"
		tail -n 20 "$tmp/$1.log"
	fi
}

# inside NAME: the text of every part of the book's EPUBs, lines joined, so that a string may cross their ends
inside() {
	find "$tmp/$1" -name '*.epub' -print0 | sort -z |
		while IFS= read -r -d '' book; do unzip -p "$book" '*.xhtml' '*.opf' '*.css' '*.ncx'; done | tr '\n' ' '
}

expectations() { # NAME
	local file=$here/books/$1/expect kind string
	[ -f "$file" ] || return 0
	inside "$1" >"$tmp/$1.text"
	while read -r kind string; do
		case $kind in
		has) grep -qF -- "$string" "$tmp/$1.text" && ok || not_ok "$1: not in the book: $string" ;;
		lacks) grep -qF -- "$string" "$tmp/$1.text" && not_ok "$1: in the book: $string" || ok ;;
		says) grep -qF -- "$string" "$tmp/$1.log" && ok || not_ok "$1: not said by the build: $string" ;;
		'' | '#'*) ;;
		*) not_ok "$1: expect: not understood: $kind" ;;
		esac
	done <"$file"
}

# what the manual shows of `make books`, sizes apart: those change with every word
shown() { sed -nE 's|^.*/([^/ ]+\.[a-z]+)  [0-9.]+ [KM]?B ?(.*)|\1\2|p' "$1"; }
manual_shows() {
	sed '/^\$ make test/,$d' "$root/README.md" >"$tmp/manual"
	[ "$(shown "$tmp/manual")" = "$(shown "$tmp/own.log")" ] && ok || not_ok "own: the manual shows other books than these: $(shown "$tmp/own.log")"
}

said_of() { # OUTPUT BOOK: what a validator says below a book's first line
	awk -v b="$2: " 'index($0, "  ") != 1 { on = index($0, b) == 1; next } on' "$1"
}

# clean VALIDATOR OUTPUT ZERO: the validator's first line of each book must match ZERO, an extended expression, where
# FACES is the number of remarks that a font is embedded: none in a book without fonts.
clean() {
	local book line faces
	for book in "${books[@]}"; do
		line=$(awk -v b="$book: " 'index($0, b) == 1' "$2" | sed "s|^$book: ||")
		faces=0
		[ -z "$(unzip -Z1 "$book" 'EPUB/fonts/*' 2>/dev/null)" ] || faces=$(said_of "$2" "$book" | grep -c '^  USAGE CSS-028 (allowed)' || true)
		if [[ $line =~ ${3/FACES/$faces} ]]; then
			ok
		else
			not_ok "$1: ${book#"$tmp"/}: ${line:-nothing was said}"
			said_of "$2" "$book" | head -n 30
		fi
	done
}

names=("$@")
if [ ${#names[@]} = 0 ]; then
	names=(own)
	for folder in "$here"/books/*/; do
		names+=("$(basename "$folder")")
	done
fi
for name in "${names[@]}"; do
	build "$name"
	if [ -z "$(find "$tmp/$name" -name '*.epub' -print -quit)" ]; then
		not_ok "$name: no EPUB was written"
	else
		expectations "$name"
	fi
	[ "$name" != own ] || manual_shows
done

mapfile -t books < <(find "$tmp" -name '*.epub' | sort)
if [ ${#books[@]} -gt 0 ]; then
	"$tools/epubcheck.sh" --allow CSS-028 "${books[@]}" >"$tmp/epubcheck.out" 2>&1 || true
	clean EPUBCheck "$tmp/epubcheck.out" '^0 fatal, 0 error, 0 warning, FACES usage \([1-9][0-9]* items\)$'
	"$tools/ace.sh" "$tmp/ace" "${books[@]}" >"$tmp/ace.out" 2>&1 || true
	clean Ace "$tmp/ace.out" '^0 violations \([1-9][0-9]* documents, [1-9][0-9]* rules passed\)$'
fi
echo "books: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ ${#books[@]} -gt 0 ]
