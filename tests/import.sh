#!/usr/bin/env bash
# sheaf import loses and doubles no word: the words of a text with every quirk (bylines, a missing one, a repeated standfirst,
# breaks, lists, marks that Markdown would take for its own) are those of the articles made from it, title, author and
# description included. cmark-gfm says what the Markdown reads as.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
is() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'import: %s: %s, not %s\n' "$1" "$2" "$3"; fi; }

words() { # one a line, sorted; scene breaks and marks are no words
  tr -c "[:alnum:]\200-\377" '\n' | grep -v '^$' | sort
}
article_text() {
  awk 'FNR == 1 {inside = 1; next} inside && /^---$/ {inside = 0; next} !inside' "$1" |
    cmark-gfm -t plaintext --width 0 -e table -e strikethrough
  sed -nE '2,/^---$/s/^(title|author|description): *"?(.*[^"])"?$/\2/p' "$1" | sed 's/\\\(.\)/\1/g'
}

"$sheaf" import "$here/import/bread.txt" "$work/book" >"$work/out" 2>"$work/err"
is 'exit code' $? 0
for f in "$work"/book/content/[!S]*.md; do article_text "$f"; done | words >"$work/after"
words <"$here/import/bread.txt" >"$work/before"
is 'words lost' "$(comm -23 "$work/before" "$work/after" | wc -l)" 0
is 'words doubled' "$(comm -13 "$work/before" "$work/after" | wc -l)" 0
comm -3 "$work/before" "$work/after" | head -5
is 'articles' "$(ls "$work"/book/content/[!S]*.md | wc -l)" 8
is 'titles without an author' "$(grep -L '^author:' "$work"/book/content/[!S]*.md | wc -l)" 1
is 'every guess has its line' "$(grep -c 'import-guess' "$work/err")" "$(grep -cE '^[^ ]+:[0-9]+:[0-9]+: note: .*import-guess' "$work/err")"
"$sheaf" build -q -C "$work/book" 2>"$work/err"
is 'the book builds' $? 0
SOURCE_DATE_EPOCH=1 "$sheaf" check -C "$work/book" 2>"$work/err"
is 'without a complaint' "$(cat "$work/err" | grep -c 'warning\|error')" 0

# overruled: only these lines are titles
sed -n '1p;/^An Oven/p' "$here/import/bread.txt" >"$work/titles"
"$sheaf" import --titles "$work/titles" "$here/import/bread.txt" "$work/two" >/dev/null 2>&1
is 'articles by --titles' "$(ls "$work"/two/content/[!S]*.md | wc -l)" "$(wc -l <"$work/titles")"
"$sheaf" import --split '^An Oven' "$here/import/bread.txt" "$work/split" >/dev/null 2>&1
is 'articles by --split' "$(ls "$work"/split/content/[!S]*.md | wc -l)" 2
"$sheaf" import --split '(' "$here/import/bread.txt" "$work/bad" >/dev/null 2>&1
is 'a bad expression makes nothing' "$(ls "$work/bad" 2>/dev/null | wc -l)" 0
: >"$work/empty.txt"; "$sheaf" import "$work/empty.txt" "$work/none" >/dev/null 2>&1
is 'an empty file makes nothing' "$(ls "$work/none" 2>/dev/null | wc -l)" 0

echo "import: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
