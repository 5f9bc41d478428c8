#!/usr/bin/env bash
# bench.sh SHEAF FLOOR: numbers, not a test. CPU is user + system time, the least of several runs; the cover is made beforehand and
# cached, as it is in any second build.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath -e "$1")
floor=$(realpath -e "$2")
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
"$sheaf" build -q -C "$work/book"
ours=$(cpu 7 "$sheaf" build -q -C "$work/book")
least=$(cpu 7 "$floor" $level "$work"/book/content/*.md)
row 'book: files, words' "110, $words"
row 'sheaf build, CPU' "$ours ms"
row 'floor (cmark-gfm parse + deflate), CPU' "$least ms"
row 'ratio' "$(awk "BEGIN {printf \"%.2f\", $ours / $least}")" '(goal: at most 2.5)'
row 'resident' "$(resident "$sheaf" build -q -C "$work/book") MB" '(goal: at most 64)'
row 'size' "$(($(stat -c %s "$work/book/dist/book.epub") / 1024)) KB"
if command -v pandoc >/dev/null; then
  peer=$(cd "$work/book/content" && cpu 1 pandoc -f markdown --resource-path=. -o "$work/pandoc.epub" article-*.md)
  row 'pandoc, the same files, CPU' "$peer ms" "$(awk "BEGIN {printf \"%.0f times sheaf\", $peer / $ours}")"
fi

"$here/generate.sh" "$work/dozen" 12 12000
"$sheaf" build -q -C "$work/dozen"
row 'a dozen articles, CPU' "$(cpu 9 "$sheaf" build -q -C "$work/dozen") ms" '(goal: at most 20)'

for n in 1000 2000 5000 10000; do
  "$here/generate.sh" "$work/many" "$n" $((n * 300))
  "$sheaf" build -q -C "$work/many"
  row "$n articles of 300 words" "$(cpu 2 "$sheaf" build -q -C "$work/many") ms" "$(resident "$sheaf" build -q -C "$work/many") MB"
done
