#!/usr/bin/env bash
# generate.sh DIR FILES WORDS: a project of FILES articles with WORDS words in all, made of the sentences of content/ in a fixed
# pseudo-random order, with links, notes, tables, lists and images. The same arguments give the same bytes.
set -eu
dir=$1 files=$2 words=$3
here=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$dir"
mkdir -p "$dir/content/images"
cp "$here"/content/images/*.svg "$dir/content/images/"
ls "$here"/content/images/*.svg | xargs -n 1 basename >"$dir/images.txt"
printf 'title: A book to measure with\nauthor: Nobody\nlanguage: en\ndate: 2026-01-01\nidentifier: urn:uuid:00000000-0000-4000-8000-000000000001\neditions:\n  book: {format: epub}\n' >"$dir/sheaf.yaml"
sed -e '1,/^---$/{1!d;}' -e '/^---$/d' "$here"/content/[a-z]*.md | grep -E '^[A-Z][a-z]' | grep -vE '\[\^|\]\(|\[\[|[|{}]' >"$dir/sentences.txt"
awk -v dir="$dir/content" -v files="$files" -v words="$words" -v images="$dir/images.txt" '
function rnd(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
BEGIN { seed = 7; while ((getline line < images) > 0) image[ni++] = line }
{ text[nt] = $0; count[nt++] = NF }
END {
  each = int(words / files)
  for (f = 1; f <= files; f++) {
    out = sprintf("%s/article-%05d.md", dir, f)
    printf "---\ntitle: Article number %d\ndate: 2026-01-01\ntags: [tag%d]\n---\n\n", f, f % 7 > out
    made = 0; para = 0; notes = 0
    while (made < each) {
      k = rnd(nt); made += count[k]; para++
      if (para % 6 == 1) printf "## Section %d of the matter\n\n", int(para / 6) + 1 > out
      printf "%s", text[k] > out
      if (para % 3 == 0) printf " See [number %d](article-%05d.md) and *also* **this**.", f % files + 1, rnd(files) + 1 > out
      if (para % 5 == 0) printf "[^n%d]", ++notes > out
      printf "\n\n" > out
      if (para % 9 == 0) printf "| One | Two | Three |\n| --- | :-: | ---: |\n| a | b | 1 |\n| c *d* | [e](article-%05d.md) | 2 |\n\n", rnd(files) + 1 > out
      if (para % 7 == 0) printf "- first *item*\n- second `item`\n- third item\n\n> [!note] A box\n> With a few words in it.\n\n" > out
    }
    printf "![A diagram](images/%s \"A caption\"){width=60%%}\n\n", image[f % ni] > out
    for (n = 1; n <= notes; n++) printf "[^n%d]: A note with a [link](https://example.com/%d) in it.\n", n, n > out
    close(out)
  }
}' "$dir/sentences.txt"
rm "$dir/sentences.txt" "$dir/images.txt"
