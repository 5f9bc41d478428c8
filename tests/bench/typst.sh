#!/usr/bin/env bash
# typst.sh FILE.md…: the generated book as Typst's markup: headings, paragraphs, emphasis, notes; links and tables as their words.
set -eu
cat <<'END'
#set page(width: 6in, height: 9in, margin: (inside: 0.6in, outside: 0.75in, y: 0.9in), numbering: "1")
#set text(font: "EB Garamond", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1.25em)
#outline()
END
cat "$@" | sed -E '
/^---$/d; /^(date|tags): /d; /^\[\^[^]]*\]: /d; /^\|/d
s/^title: /= /; t done
s/^#### /==== /; s/^### /=== /; s/^## /== /
s/^> (\[![a-z]+\] )?//
s/!\[[^]]*\]\([^)]*\)(\{[^}]*\})?//g
s/[\\#$@<>_`]/\\&/g
s/\[\^[a-z0-9]+\]/#footnote[A note with a link in it.]/g
s/\[([^]]*)\]\([^)]*\)/\1/g
s/\*\*([^*]*)\*\*/#strong[\1]/g
s/\*([^* ][^*]*)\*/#emph[\1]/g
s/\*/\\*/g
:done'
