#!/usr/bin/env bash
# bench.sh SHEAF FLOOR CORPUS: numbers, not a test. CPU is user + system time, the least of several runs; the cover is made beforehand and
# cached, as it is in any second build.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath -e "$1")
floor=$(realpath -e "$2")
corpus=$(realpath -e "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1767225600
level=6

# cpu RUNS COMMAND…: least user+sys in ms on stdout, peak resident MB on the second line
cpu() {
  local runs=$1; shift
  for _ in $(seq "$runs"); do
    /usr/bin/env bash -c 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1' - "$@" 2>&1
  done | awk '{ms = ($1 + $2) * 1000; if (NR == 1 || ms < best) best = ms} END {printf "%.0f", best}'
}
resident() { # peak MB
  "$@" >/dev/null 2>&1 & local pid=$! most=0 now
  while now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do most=$now; sleep 0.005; done
  wait "$pid" || true
  echo $((most / 1024))
}
row() { printf '%-44s %10s %s\n' "$1" "$2" "${3:-}"; }

# links, notes and tables bring it to 180,000 words
"$here/generate.sh" "$work/book" 110 137500
words=$(cat "$work"/book/content/*.md | wc -w)
# the work of a converter: what pandoc and the floor do as well. Related reading, which they do not have, comes on top.
plain() { printf 'related: none\n' | cat - "$1/sheaf.yaml" >"$1/plain" && cp "$1/sheaf.yaml" "$1/whole" && cp "$1/plain" "$1/sheaf.yaml"; }
whole() { cp "$1/whole" "$1/sheaf.yaml"; }
first=$(resident "$sheaf" build -q -C "$work/book")
related=$(cpu 7 "$sheaf" build -q -C "$work/book")
resident=$(resident "$sheaf" build -q -C "$work/book")
plain "$work/book"
ours=$(cpu 7 "$sheaf" build -q -C "$work/book")
least=$(cpu 7 "$floor" $level "$work"/book/content/*.md)
row 'book: files, words' "110, $words"
row 'sheaf build without related reading, CPU' "$ours ms"
row 'floor (cmark-gfm parse + deflate), CPU' "$least ms"
row 'ratio' "$(awk "BEGIN {printf \"%.2f\", $ours / $least}")" '(goal: at most 2.5)'
whole "$work/book"
row 'sheaf build with related reading, CPU' "$related ms" "$(awk "BEGIN {printf \"%.2f times the floor\", $related / $least}")"
row 'resident, with related reading' "$resident MB" '(goal: at most 64)'
row 'resident, drawing the cover too' "$first MB" '(goal: at most 64)'
row 'size' "$(($(stat -c %s "$work/book/dist/book.epub") / 1024)) KB"
if command -v pandoc >/dev/null; then
  peer=$(cd "$work/book/content" && cpu 1 pandoc -f markdown --resource-path=. -o "$work/pandoc.epub" article-*.md)
  row 'pandoc, the same files, CPU' "$peer ms" "$(awk "BEGIN {printf \"%.0f times sheaf\", $peer / $ours}")"
fi

# A course to download: 1,000 lessons and 300 MB of recordings, beside deflating the same bytes. A search is answered by the script that browsers
# run, here in node.
"$here/generate.sh" "$work/course" 1000 1000000
for i in $(seq 0 99); do
  head -c 3145728 /dev/urandom >"$work/course/content/talk-$i.mp3"
  printf '\n![Talk %d](talk-%d.mp3)\n' "$i" "$i" >>"$(find "$work/course/content" -name '*.md' | sort | sed -n "$((i * 10 + 1))p")"
done
sed -i 's/^  book: .*/  book: {format: bundle}/' "$work/course/sheaf.yaml"
plain "$work/course"
course=$(cpu 2 "$sheaf" build -q -C "$work/course")
row 'course of 1,000 lessons and 300 MB, CPU' "$course ms"
row 'course: resident' "$(resident "$sheaf" build -q -C "$work/course") MB"
mkdir "$work/unpacked"; unzip -q "$work/course/dist/book.zip" -d "$work/unpacked"
deflated=$(cpu 1 bash -c 'tar cf - -C "$1" . | gzip -6' - "$work/unpacked")
row 'gzip -6 of the same bytes, CPU' "$deflated ms" "ratio $(awk "BEGIN {printf \"%.2f\", $course / $deflated}") (goal: at most 1.5)"
text=$(stat -c %s "$work/unpacked/assets/search-text.js") index=$(stat -c %s "$work/unpacked/assets/search-data.js")
row 'search: index, by the size of the texts' "$(awk "BEGIN {printf \"%.2f\", $index / $text}")"
if command -v node >/dev/null; then
  read -r cold warm < <(node "$here/search.mjs" "$work/unpacked")
  row 'search: slowest of 40 answers, first and again' "$cold ms" "$warm ms (goal: at most 50)"
fi
rm -rf "$work/course" "$work/unpacked"

# Print: from Markdown to a tagged PDF, the same book, whole program. Peers, where they are installed, set it from what they read: mutool
# the e-book, WeasyPrint its pages as one (HTML_PEERS_MINUTES=0 spares that minute), Typst (npm package @myriaddreamin/typst-ts-node-compiler,
# found through NODE_PATH) the same paragraphs, headings and lists.
plain "$work/book"
sed -i 's/^  book: .*/  book: {format: epub}\n  print: {format: pdf, paper: 6x9}/' "$work/book/sheaf.yaml"
print() { "$sheaf" build -q -C "$work/book" print; }
print
pdf=$work/book/dist/print.pdf
set_cpu=$(cpu 7 "$sheaf" build -q -C "$work/book" print)
row 'print: pages' "$(pdfinfo "$pdf" 2>/dev/null | sed -n 's/^Pages: *//p')"
row 'print: Markdown to tagged PDF, CPU' "$set_cpu ms" '(goal: at most 800, aim for 500)'
row 'print: resident' "$(resident "$sheaf" build -q -C "$work/book" print) MB" '(goal: at most 60)'
row 'print: size' "$(($(stat -c %s "$pdf") / 1024)) KB" '(goal: at most 2048, pictures apart)'
peer() { # NAME COMMAND…
  local name=$1 ms; shift
  ms=$(cpu 1 "$@")
  row "print by $name, CPU" "$ms ms" "$(awk "BEGIN {printf \"%.1f times sheaf\", $ms / $set_cpu}")"
}
if command -v mutool >/dev/null; then peer 'mutool (untagged)' mutool convert -o "$work/mutool.pdf" "$work/book/dist/book.epub"; fi
if command -v weasyprint >/dev/null && [ "${HTML_PEERS_MINUTES:-1}" != 0 ]; then
  mkdir "$work/pages"; unzip -q "$work/book/dist/book.epub" -d "$work/pages"
  { echo '<html><head><meta charset="utf-8"/></head><body>'
    for page in "$work"/pages/EPUB/text/*.xhtml; do sed -n '/<body/,/<\/body>/p' "$page" | sed 's/<\/*body[^>]*>//'; done
    echo '</body></html>'; } >"$work/pages/EPUB/text/all.html"
  peer 'WeasyPrint (untagged)' weasyprint "$work/pages/EPUB/text/all.html" "$work/weasyprint.pdf"
fi
if node -e 'require.resolve("@myriaddreamin/typst-ts-node-compiler")' 2>/dev/null; then
  "$here/typst.sh" "$work"/book/content/*.md >"$work/book.typ"
  cat >"$work/typst.cjs" <<'END'
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler'), fs = require('fs')
const pdf = NodeCompiler.create().pdf({ mainFileContent: fs.readFileSync(process.argv[2], 'utf8') })
fs.writeFileSync(process.argv[3], pdf)
END
  peer 'Typst (tagged)' node "$work/typst.cjs" "$work/book.typ" "$work/typst.pdf"
fi

"$here/generate.sh" "$work/dozen" 12 12000
"$sheaf" build -q -C "$work/dozen"
row 'a dozen articles with related reading, CPU' "$(cpu 9 "$sheaf" build -q -C "$work/dozen") ms"
plain "$work/dozen"
row 'a dozen articles without, CPU' "$(cpu 9 "$sheaf" build -q -C "$work/dozen") ms" '(goal: at most 20)'

for n in 1000 2000 5000 10000; do
  "$here/generate.sh" "$work/many" "$n" $((n * 300))
  "$sheaf" build -q -C "$work/many"
  row "$n articles of 300 words" "$(cpu 2 "$sheaf" build -q -C "$work/many") ms" "$(resident "$sheaf" build -q -C "$work/many") MB"
done

# Cross-links on two processors: wall time and memory of the link stage alone, as `sheaf links -v` tells them, the least of some runs.
# --json asks for everything that the scorers read: neighbours, links in two modes, terms.
two=$(command -v taskset >/dev/null && [ "$(nproc)" -gt 2 ] && echo 'taskset -c 0,1' || true)
stage() { # prints ms and MB
  for _ in $(seq "$2"); do $two "$sheaf" links -j 2 -v -W no-same-title --json "$work/links" "$1" 2>&1 >/dev/null; done |
    sed -nE 's/^sheaf: links in all: ([0-9]+) ms, ([0-9]+) MB more$/\1 \2/p' | sort -n | head -1
}
before=
for n in 1000 5000 20000; do
  rm -rf "$work/corpus"; "$corpus" "$work/corpus" "$n"
  read -r ms mb < <(stage "$work/corpus" $((n < 10000 ? 5 : 2)))
  case $n in 1000) goal='goal: under 200 ms' ;; 5000) goal='goal: under 1000 ms and 100 MB' ;; *) goal='goal: under 5000 ms' ;; esac
  row "links: $n articles of 600 words" "$ms ms" "$mb MB${before:+, $(awk "BEGIN {printf \"%.1f\", $ms / $before}") times the last} ($goal)"
  before=$ms
done
# scores, where there is something to score with: score.py, data/CORPUS
for data in ${SHEAF_EVAL:+"$SHEAF_EVAL"/data/*}; do
  "$sheaf" links -q --json "$work/scores" "$data" >/dev/null 2>&1 || true
  for what in related links terms; do
    [ ! -e "$data/truth-$what.json" ] || row "${data##*/}, $what" "$(python3 "$SHEAF_EVAL/score.py" "$what" "$data" "$work/scores/$what.json")"
  done
done
