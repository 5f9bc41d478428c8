#!/usr/bin/env bash
# The program as a person uses it: commands, exit codes, bad surroundings, the same bytes every time.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "$1")
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1767225600
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "cli: $1"; [ ! -s "$work/err" ] || sed 's/^/  /' "$work/err" | head -5; }
# expect NAME CODE COMMAND…: runs it, stdout and stderr to files
expect() {
  local name=$1 want=$2 code=0; shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
  if [ "$code" = "$want" ]; then ok; else bad "$name: exit $code, not $want"; fi
}
says() { if grep -qF -- "$2" "$work/$1"; then ok; else bad "no '$2' on $1"; fi; }
is() { if [ "$2" = "$3" ]; then ok; else bad "$1: '$2', not '$3'"; fi; }

# commands
cd "$work"
expect 'no command' 2 "$sheaf"
expect 'version' 0 "$sheaf" --version; says out 'sheaf '
expect 'help' 0 "$sheaf" help; says out 'import'
expect 'help of a command' 0 "$sheaf" help build; says out 'usage: sheaf build'
expect 'manual' 0 "$sheaf" help --man; says out 'broken'
expect 'unknown command' 2 "$sheaf" biuld; says err "the nearest is 'build'"
expect 'unknown option' 2 "$sheaf" build --nonsense
expect 'unknown diagnostic [usage]' 2 "$sheaf" build -W no-nonsense
expect 'bad threads' 2 "$sheaf" build -j none
expect 'no project' 2 "$sheaf" build; says err '[no-project]'
expect 'init' 0 "$sheaf" init my-book; says out 'sheaf.yaml'
cp my-book/sheaf.yaml first.yaml
expect 'init again' 0 "$sheaf" init my-book; says err 'left as it is'
is 'init keeps files' "$(cksum <my-book/sheaf.yaml)" "$(cksum <first.yaml)"
expect 'the starter is without fault' 0 "$sheaf" check -C my-book; says err 'nothing wrong'
expect 'the starter builds' 0 "$sheaf" build -C my-book; says out 'book.epub'
is 'the starter has no warning' "$(cat "$work/err")" ''
expect 'from a folder below' 0 "$sheaf" build -C my-book/content
expect 'list' 0 "$sheaf" list -C my-book; says out 'A first article'
expect 'list as JSON' 0 "$sheaf" list --json -C my-book
is 'JSON is JSON' "$(node -p 'JSON.parse(require("fs").readFileSync("out"))[0].articles[1].slug' 2>&1)" second-article
expect 'unknown edition [no-edition]' 2 "$sheaf" build -C my-book bok; says err "the nearest is 'book'"
expect 'clean' 0 "$sheaf" clean -C my-book; is 'clean leaves nothing' "$(ls -A my-book/dist 2>/dev/null)" ''
expect 'clean twice' 0 "$sheaf" clean -C my-book
touch keep; mkdir my-book/dist; cp keep my-book/dist/keep; expect 'clean' 0 "$sheaf" clean -C my-book
is 'clean keeps what is not its own' "$(ls my-book/dist)" keep
expect 'import wants two words' 2 "$sheaf" import x
expect 'import of nothing' 3 "$sheaf" import nothing.txt there; is 'nothing is made' "$(ls -d there 2>/dev/null)" ''

# courses
cp -r my-book course; printf '# Con\n\nText.\n' >course/content/con.md; rm -f course/content/SUMMARY.md
sed -i '/^editions:/,$d' course/sheaf.yaml; cp course/sheaf.yaml head.yaml
printf 'editions:\n  book: {format: epub}\n  course: {format: bundle, include: [book, boook, course]}\n' >>course/sheaf.yaml
expect 'a course, and names that are no editions' 1 "$sheaf" build -v -C course course
says err "no e-book or PDF edition is called 'boook'"; says err "the nearest is 'book'"; says err '[file-renamed]'
is 'a course has safe names' "$(unzip -Z1 course/dist/course.zip | grep -c 'lessons/con-file.html\|downloads/book.epub')" 2
cp course/dist/course.zip first.zip
cat head.yaml - >course/sheaf.yaml <<'end'
editions:
  none: {format: pdf, articles: [nowhere]}
  course: {format: bundle, include: [none]}
end
expect 'a course whose edition cannot be [not-included]' 1 "$sheaf" build -C course course; says err '[not-included]'
is 'the last good course stays' "$(cksum <course/dist/course.zip)" "$(cksum <first.zip)"
cat head.yaml - >course/sheaf.yaml <<'end'
editions:
  book: {format: epub, include: [course]}
  course: bundle
end
expect 'what only courses include' 0 "$sheaf" build -C course; says err "'include' is for course packages"
expect 'a course again' 0 "$sheaf" build -j 1 -C course course; cp course/dist/course.zip first.zip
expect 'and on three threads' 0 "$sheaf" build -j 3 -C course course
is 'the same course' "$(cksum <course/dist/course.zip)" "$(cksum <first.zip)"
cat head.yaml - >course/sheaf.yaml <<'end'
editions:
  course: {format: bundle, lessons: pdf}
  book: {format: epub}
end
mkdir course/content/files; echo 'a,b' >'course/content/files/Budget Plan.csv'; echo sound >course/content/talk.mp3
printf '# Files\n\nGet [the sheet](files/Budget%%20Plan.csv) and [nothing](none.pdf).\n\n![A talk on bread](talk.mp3)\n' >course/content/files.md
expect 'a course with files' 1 "$sheaf" build -C course course; says err "there is no file 'none.pdf' [broken-link]"
is 'files and lessons are in it' "$(unzip -Z1 course/dist/course.zip | grep -cxE 'media/(budget-plan.csv|talk.mp3)|downloads/lessons/(files|con-file)\.pdf')" 4
is 'the page leads to the files' "$(unzip -p course/dist/course.zip lessons/files.html | grep -oE '(href|src)="../media/[^"]*"' | sort -u | wc -l)" 3
is 'nothing is left of the lessons' "$(ls -d course/dist/.cache/*lessons 2>/dev/null)" ''
expect 'the same as an e-book' 0 "$sheaf" build -v -C course book; says err "is not part of the book [link-outside]"
is 'which says what it cannot play' "$(unzip -p course/dist/book.epub EPUB/text/files.xhtml | grep -c 'A talk on bread')" 1
expect 'a check passes recordings' 0 "$sheaf" check -C course -W no-broken-link course
cat head.yaml - >course/sheaf.yaml <<'end'
editions:
  book: {format: epub, lessons: pdf}
  course: {format: bundle, lessons: odt}
end
expect 'lessons as what they are not' 1 "$sheaf" check -C course; says err "'lessons' is for bundles"; says err '[bad-value]'
printf 'editions:\n  course: bundle\n' | cat head.yaml - >course/sheaf.yaml; rm -r course/content/files course/content/files.md
"$sheaf" build -q -C course course; cp course/dist/course.zip first.zip
expect 'a course on a full disk' 3 bash -c 'ulimit -f 8; exec "$@"' - "$sheaf" build -C course course; says err '[write-file]'
is 'a full disk leaves the last good course' "$(cksum <course/dist/course.zip)" "$(cksum <first.zip)"

# print
sed 's/format: *epub/format: pdf/' my-book/sheaf.yaml >print.yaml; cp -r my-book printed; cp print.yaml printed/sheaf.yaml
expect 'a PDF' 0 "$sheaf" build -C printed; says out 'book.pdf'
cp printed/dist/book.pdf first.pdf
expect 'a PDF again' 0 "$sheaf" build -j 1 -C printed
is 'the same PDF' "$(cksum <printed/dist/book.pdf)" "$(cksum <first.pdf)"
printf '<?xml version="1.0"?><fontconfig><dir>%s/none</dir></fontconfig>' "$work" >fonts.conf
expect 'no font at all [no-font]' 1 env FONTCONFIG_FILE="$work/fonts.conf" "$sheaf" build -C printed; says err '[no-font]'
is 'the last good PDF stays' "$(cksum <printed/dist/book.pdf)" "$(cksum <first.pdf)"

# mistakes and their levels
printf -- '---\ntitle: T\n---\n\nSee [there](nowhere.md).\n' >my-book/content/first-article.md
expect 'a broken link' 1 "$sheaf" build -C my-book; says err 'content/first-article.md:5:5: error: no article'; says err '[broken-link]'
expect 'a broken link, lowered' 0 "$sheaf" build -C my-book -W no-error=broken-link; says err 'warning: no article'
expect 'a broken link, silenced' 0 "$sheaf" build -C my-book -W no-broken-link
is 'silence' "$(grep -c broken-link "$work/err")" 0
expect 'as JSON' 1 "$sheaf" check -C my-book --json; says err '"slug":"broken-link"'
expect 'quiet still tells errors' 1 "$sheaf" build -q -C my-book; says err 'error:'
is 'quiet prints no data' "$(cat "$work/out")" ''

# bad surroundings
expect 'build' 1 "$sheaf" build -C my-book; cp my-book/dist/book.epub good.epub
: >blocked; expect 'an output folder that is a file' 3 "$sheaf" build -C my-book -o blocked; says err '[write-file]'
expect 'a full disk' 3 bash -c 'ulimit -f 8; exec "$@"' - "$sheaf" build -C my-book; says err '[write-file]'
is 'the last good book stays' "$(cksum <my-book/dist/book.epub)" "$(cksum <good.epub)"
is 'nothing is left over' "$(ls -A my-book/dist | grep -vxE 'book.epub|book-cover.jpg|keep|.cache')" ''
mkdir my-book/content/folder.md; expect 'a folder named like an article' 1 "$sheaf" check -C my-book; rmdir my-book/content/folder.md
ln -s . my-book/content/loop; expect 'a loop of links' 1 "$sheaf" check -C my-book; says err '[symlink-loop]'; rm my-book/content/loop
ln -s nowhere.md my-book/content/dangling.md; expect 'a dangling link' 1 "$sheaf" check -C my-book; says err '[read-file]'; rm my-book/content/dangling.md
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  chmod 755 "$work"; chmod -R a+rwX my-book; chmod 000 my-book/content/second-article.md; chmod 555 my-book/dist
  expect 'a file that may not be read' 1 setpriv --reuid 65534 --clear-groups "$sheaf" check -C my-book; says err '[read-file]'
  expect 'a folder that may not be written' 3 setpriv --reuid 65534 --clear-groups "$sheaf" build -C my-book; says err '[write-file]'
  chmod 644 my-book/content/second-article.md; chmod 755 my-book/dist
fi
head -c 70000000 /dev/zero | tr '\0' 'x' >my-book/content/second-article.md; expect 'a huge file' 1 "$sheaf" check -C my-book; says err '[file-too-large]'
{ printf -- '---\ntitle: Long\n---\n'; head -c 50000000 /dev/zero | tr '\0' 'x'; echo; } >my-book/content/second-article.md
expect 'a line of 50 MB' 1 "$sheaf" build -C my-book; says err '[large-file]'
{ printf -- '---\ntitle: Deep\n---\n'; head -c 10000 /dev/zero | tr '\0' '>'; echo ' down'; } >my-book/content/second-article.md
expect '10,000 nested quotes' 1 "$sheaf" build -C my-book; says err '[too-deep]'
is 'and the text is kept' "$(unzip -p my-book/dist/book.epub EPUB/text/second-article.xhtml | grep -c down)" 1


# what depends on the machine
printf -- 'title: T\nidentifier: x\ncover: covers/own.svg\neditions: {book: {format: epub}}\n' >one.yaml
mkdir -p own/content own/covers; cp one.yaml own/sheaf.yaml; printf -- '---\ntitle: A\n---\n\nText.\n' >own/content/a.md
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2560"><text data-slot="title" x="100" y="400" data-width="1400" data-height="900" font-family="No Such Face" font-size="200">T</text></svg>\n' >own/covers/own.svg
expect 'a font that is not installed' 0 "$sheaf" build -C own; says err '[missing-font]'; says err 'No Such Face'
expect 'no date anywhere' 0 env -u SOURCE_DATE_EPOCH "$sheaf" build -v -C own; says err '[file-time]'

# fonts in the book
mkdir -p type/content type/fonts; printf -- '---\ntitle: A\n---\n\nText, *slanted* and **bold**.\n' >type/content/a.md
cat >type/sheaf.yaml <<'EOF'
title: T
author: A
language: en
identifier: x
embed_fonts: true
brand: {fonts: {body: Own Face, heading: No Such Face}}
editions: {book: {format: epub}}
EOF
# font FSTYPE [TABLE]: a copy of an installed font under the name "Own Face", permitted so, with one table spoilt
font() {
  node -e 'const fs = require("fs"), b = fs.readFileSync("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
    for (let i = 0, n = b.readUInt16BE(4); i < n; i++) {
      const tag = b.toString("latin1", 12 + 16 * i, 16 + 16 * i), at = b.readUInt32BE(20 + 16 * i), length = b.readUInt32BE(24 + 16 * i);
      if (tag === "OS/2") b.writeUInt16BE(+process.argv[1], at + 8);
      if (tag === process.argv[2]) b.fill(0xff, at, at + length);
    }
    let s = b.toString("latin1").replaceAll("DejaVu Sans", "Own Face   ");
    const wide = t => [...t].map(c => "\0" + c).join("");
    s = s.replaceAll(wide("DejaVu Sans"), wide("Own Face   "));
    fs.writeFileSync("type/fonts/own.ttf", Buffer.from(s, "latin1"));' "$@"
}
font 0; expect 'a font of the project' 0 "$sheaf" build -v -C type
says err "sheaf.yaml:6:42: warning: the heading font 'No Such Face' is not there"; says err '[missing-font]'
says err "sheaf.yaml:6:23: note: the font 'Own Face' has no bold"; says err '[missing-style]'
says err "type/fonts/own.ttf  sha256 $(sha256sum type/fonts/own.ttf | cut -d' ' -f1)"
"$sheaf" build -v -C type 2>"$work/err" >"$work/out"; says err "type/fonts/own.ttf  sha256"; says err 'font: '
is 'the fonts of a cover that was kept' "$(grep -c '^font: ' "$work/err")" "$(rm -r type/dist; "$sheaf" build -v -C type 2>&1 >/dev/null | grep -c '^font: ')"
expect 'fonts as JSON' 0 "$sheaf" build --json -C type
is 'a font as JSON' "$(node -p 'JSON.parse(require("fs").readFileSync("out"))[0].fonts.filter(f => f.path === "type/fonts/own.ttf" && f.sha256.length === 64).length' 2>&1)" 1
unzip -p type/dist/book.epub EPUB/css/book.css >"$work/out"; says out 'src: url(../fonts/own-face-regular.ttf)'
for j in 1 2 7; do "$sheaf" build -q -j $j -C type 2>/dev/null; cksum <type/dist/book.epub; done | sort -u >"$work/out"; is 'the same fonts on any number of threads' "$(wc -l <"$work/out")" 1
font 2; expect 'a font that may not be embedded' 0 "$sheaf" build -C type; says err '[restricted-font]'
is 'is not' "$(unzip -Z1 type/dist/book.epub | grep -c own-face)" 0
font 0 cmap; expect 'a damaged font' 1 "$sheaf" build -C type; says err '[bad-font]'
head -c 60000 /usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf >type/fonts/own.ttf
sed -i 's/Own Face/EB Garamond/' type/sheaf.yaml; expect 'a font cut short is passed over' 0 "$sheaf" build -C type
sed -i 's/embed_fonts: true/embed_fonts: perhaps/' type/sheaf.yaml; expect 'embed_fonts is a yes or no' 1 "$sheaf" build -C type; says err '[bad-value]'

# import
expect 'import' 0 "$sheaf" import "$here/import/bread.txt" bread; says err '[import-guess]'
expect 'and its book builds' 0 "$sheaf" build -C bread; says out '.epub'
expect 'import leaves files as they are' 3 "$sheaf" import "$here/import/bread.txt" bread; says err '[import-kept]'
echo 'No such title' >titles; expect 'titles that do not occur' 1 "$sheaf" import --titles titles "$here/import/bread.txt" other; says err '[import-mismatch]'

# links
cp -r "$here/golden/relations" three; cp -r three/content notes
expect 'links of a project' 1 "$sheaf" links three; says out 'Sourdough (sourdough.md)'; says out 'related: Kneading'; says err '[broken-link]'; says err '[near-duplicate]'
says out 'nearly the same text: 1'
expect 'links from inside it' 1 "$sheaf" links -C three; says out 'Sourdough (sourdough.md)'
expect 'links of a folder without sheaf.yaml' 0 "$sheaf" links notes; says out 'Sourdough (sourdough.md)'; says err '[near-duplicate]'
is 'of its mistakes only those about links count' "$(grep -c 'broken-link\|missing-metadata' err)" 0
expect 'links without a project' 2 "$sheaf" links; says err '[no-project]'
expect 'links of an edition' 0 "$sheaf" links -e bees -W no-broken-link three; says out 'The Queen'; is 'and of no other' "$(grep -c Sourdough out)" 0
expect 'links of an unknown edition' 2 "$sheaf" links -e bee three; says err "the nearest is 'bees'"
expect 'links as JSON' 0 "$sheaf" links --json lists notes; says out 'wrote lists/related.json'; is 'four files' "$(ls lists | tr '\n' ' ')" 'links-careful.json links.json related.json terms.json '
is 'keys are file names' "$(node -p 'JSON.parse(require("fs").readFileSync("lists/related.json"))["the-oven"][0]' 2>&1)" kneading
is 'links are targets' "$(node -p 'JSON.parse(require("fs").readFileSync("lists/links.json")).ebb.join()' 2>&1)" spring-tide
is 'terms are a list' "$(node -p 'Array.isArray(JSON.parse(require("fs").readFileSync("lists/terms.json")))' 2>&1)" true
expect 'the folder first' 0 "$sheaf" links notes --json lists2; expect 'after other options' 0 "$sheaf" links -q --json lists3 notes
for i in 2 3; do is "the order of words changes nothing: $i" "$(cat lists$i/* | cksum)" "$(cat lists/* | cksum)"; done
for j in 1 2 5; do "$sheaf" links -q -j $j --json lists$j notes 2>/dev/null; is "$j threads" "$(cat lists$j/* | cksum)" "$(cat lists/* | cksum)"; done
mkdir moved; (cd notes; ls -r | while read -r f; do cp "$f" ../moved/; done); "$sheaf" links -q --json lists4 moved 2>/dev/null; is 'the order of files' "$(cat lists4/* | cksum)" "$(cat lists/* | cksum)"
mkdir -p corpus/articles corpus/more; cp notes/*.md corpus/articles/; printf -- '---\ntitle: More\n---\n\nHoney and comb.\n' >corpus/more/queen.md
expect 'articles below a folder' 0 "$sheaf" links --json lists5 corpus
is 'files of one name go by their paths' "$(node -p 'Object.keys(JSON.parse(require("fs").readFileSync("lists5/related.json"))).filter(k => /queen/.test(k)).join()' 2>&1)" articles/queen,more/queen
expect 'suggestions as JSON' 0 "$sheaf" links --suggest --json notes
is 'are JSON' "$(node -p 'JSON.parse(require("fs").readFileSync("out")).some(s => s.path == "ebb.md" && s.column == 102)' 2>&1)" true
expect '--json wants a folder' 2 "$sheaf" links notes --json; says err '--json OUTDIR [FOLDER]'
expect '--json wants it right there' 2 "$sheaf" links --json -q lists; says err 'right after it'
expect '--json before the command' 2 "$sheaf" --json links lists
expect 'too many folders' 2 "$sheaf" links notes three
expect 'one form at a time' 2 "$sheaf" links --terms --suggest notes; says err 'one at a time'
expect 'an unknown mode' 2 "$sheaf" links --mode bold notes; says err 'careful, balanced or generous'
expect '--dry-run alone' 2 "$sheaf" links --dry-run notes
expect 'a folder that is not there' 3 "$sheaf" links --json lists nowhere; says err "'nowhere': No such file"
expect 'a folder that is a file' 3 "$sheaf" links keep; says err 'Not a directory'
expect 'a folder that cannot be made' 3 "$sheaf" links --json blocked/out notes; says err '[write-file]'
expect 'a map that cannot be written' 3 "$sheaf" links --map blocked/map.svg notes; says err '[write-file]'
expect 'a bad language' 2 "$sheaf" links --language English notes; says err '[bad-language]'
mkdir none; expect 'no article at all' 1 "$sheaf" links --json lists6 none; says err '[empty-book]'; is 'writes nothing' "$(ls -d lists6 2>&1 | grep -c '^lists6')" 0
expect 'links --why' 0 "$sheaf" links --why nectar 'The Hive' notes; says out 'workers'; says out 'hive.md:'
expect 'why, by path and alias' 1 "$sheaf" links --why content/queen.md leaven three
expect 'why, of nothing' 2 "$sheaf" links --why nectar 'The Hve' notes; says err "the nearest is 'The Hive'"
expect 'why, of one' 2 "$sheaf" links --why nectar; says err '--why A B'
expect 'why, of itself' 2 "$sheaf" links --why nectar Nectar notes
expect 'links --terms' 0 "$sheaf" links --terms notes
expect 'the graph' 0 "$sheaf" links --map m.svg --dot m.dot --graph m.json notes; says out 'wrote m.svg'
is 'the graph is JSON' "$(node -p 'typeof JSON.parse(require("fs").readFileSync("m.json"))' 2>&1)" object
is 'no form but those written' "$(grep -vc '^wrote' out)" 0
mkdir heavy; { printf -- '---\ntitle: All of it\n---\n\n'; for i in $(seq 100000); do echo "See [number $i](n$((i % 500)).md), or Number $((i % 500))."; done; } >heavy/all.md
for i in $(seq 0 499); do printf -- '---\ntitle: Number %d\n---\n\nThe text of number %d is about part %d and lot %d.\n' "$i" "$i" $((i % 7)) $((i % 11)) >"heavy/n$i.md"; done
expect '100,000 links in one page' 0 bash -c 'ulimit -v 4000000 -t 20; exec "$@"' - "$sheaf" links --json lists7 heavy
mkdir crowd; seq 20001 | (cd crowd && split -l 1 -a 5 -d --additional-suffix=.md)
expect 'what a crowd of articles costs is told first' 0 "$sheaf" links --terms crowd; says err '20001 articles: to relate them takes about'

# links put into the files
ink() { # FOLDER: four articles that name each other
  mkdir "$1"
  printf -- '---\r\ntitle: Leaven\r\n---\r\n\r\n"Flour" and\twater\xc3\xa9, and the Copper Kettle sings.\r\n' >"$1/leaven.md"
  printf -- '---\ntitle: Copper Kettle\n---\n\nA kettle for water, made of copper. Flour not.\n' >"$1/copper-kettle.md"
  printf -- '---\ntitle: Rain Barrel\n---\n\nClouds over hills, and water. See Copper Kettle(1) for it.\n' >"$1/rain-barrel.md"
  printf -- '---\ntitle: Tin\n---\n\nThe tin caf\xe9 with water near a Rain Barrel.\n' >"$1/tin.md"
}
ink ink; ink inkwell; touch -t 202001010000 ink/*
expect 'links --suggest' 0 "$sheaf" links --mode generous --suggest ink
says out "leaven.md:5:29: link 'Copper Kettle' to 'Copper Kettle' (copper-kettle.md) — "
expect 'suggestions as JSON' 0 "$sheaf" links --mode generous --suggest --json ink
is 'each with its place' "$(node -p 'JSON.parse(require("fs").readFileSync("out")).map(s => [s.path, s.line, s.column, s.text, s.target].join()).join(" ")' 2>&1)" \
  'leaven.md,5,29,Copper Kettle,copper-kettle.md rain-barrel.md,5,35,Copper Kettle,copper-kettle.md tin.md,5,32,Rain Barrel,rain-barrel.md'
expect 'links --write --dry-run' 1 "$sheaf" links --mode generous --write --dry-run ink; says err 'as --dry-run asks'
is '--dry-run writes nothing' "$(cat ink/* | cksum)" "$(cat inkwell/* | cksum)"
expect 'links --write' 1 "$sheaf" links --mode generous --write ink; cp out ink.diff
says out '[[Copper Kettle]] sings'; says err 'rain-barrel.md:5:35: warning: no link'; says err '[link-unwritten]'; says err 'tin.md: error: left as it is: it is not clean UTF-8'; says err '[file-unedited]'
is 'not coloured in a file' "$(grep -c $'\033' ink.diff)" 0
is 'a file without a new link is not touched' "$(find ink -newermt 2021-01-01 | sort | tr '\n' ' ')" 'ink ink/leaven.md '
(cd inkwell && git apply ../ink.diff) >err 2>&1; is 'the difference is one that git takes' "$(cat ink/* | cksum)" "$(cat inkwell/* | cksum)"
expect 'links --write again' 1 "$sheaf" links --mode generous --write ink; is 'has nothing to do' "$(cat out)" ''

# prompts and answers
ask() { # FOLDER: a question that is a paragraph, one that ends one, one that cannot be put at the end, and what turns into what
  mkdir "$1"
  printf -- '---\r\ntitle: Fear\r\n---\r\n\r\nWhat would you do\r\nif you were less afraid?\r\n\r\nMore. What do you want most of all?\r\n\r\n- Fear turns into care.\r\n- Rage | noise turns into words.' >"$1/fear.md"
  printf -- '---\ntitle: Open\n---\n\nFirst. What do you want most of all?\n\n```\ncode that never ends\n' >"$1/open.md"
}
ask asked; ask asking
expect 'prompts' 0 "$sheaf" prompts asked; says out 'fear.md:5:1: prompt: What would you do if you were less afraid? — a question to the reader'
says out 'fear.md:10:1: fill: Fear (and 1 more)'; says err '4 blocks proposed'
expect 'prompts as JSON' 0 "$sheaf" prompts --json asked
is 'each with its place' "$(node -p 'JSON.parse(require("fs").readFileSync("out")).map(s => [s.path, s.line, s.block, s.rows].join()).join(" ")' 2>&1)" \
  'fear.md,5,prompt,0 fear.md,8,prompt,0 fear.md,10,fill,2 open.md,5,prompt,0'
expect 'prompts --write --dry-run' 0 "$sheaf" prompts --write --dry-run asked; says err 'as --dry-run asks'
is '--dry-run writes nothing' "$(cat asked/* | cksum)" "$(cat asking/* | cksum)"
expect 'prompts --write' 0 "$sheaf" prompts --write asked; cp out asked.diff
says err 'open.md:5:1: warning: no prompt was written'; says err '[prompt-unwritten]'; says out '+> if you were less afraid?'
is 'lines end as they did' "$(grep -c $'[^\r]$' asked/fear.md)" 0
says asked/fear.md '| Rage \| noise | |'
(cd asking && git apply --whitespace=nowarn ../asked.diff) >err 2>&1; is 'the difference is one that git takes' "$(cat asked/* | cksum)" "$(cat asking/* | cksum)"
expect 'prompts --write again' 0 "$sheaf" prompts --write asked; is 'has nothing to do' "$(cat out)" ''
expect 'prompts of two minds' 2 "$sheaf" prompts --write --suggest asked
expect 'answers of nothing' 2 "$sheaf" answers
expect 'answers of what is no workbook' 1 "$sheaf" answers asked/fear.md nowhere.pdf; says err '[not-a-workbook]'; says err 'nowhere.pdf: error'
is 'no report of nothing' "$(ls answers.* 2>/dev/null)" ''

# plan
mkdir -p posts; n=0
for subject in 'sourdough oven crust' 'bicycle brake saddle' 'harbour tide anchor'; do
  read -r a b c <<<"$subject"
  for kind in first second third fourth fifth sixth; do
    n=$((n + 1))
    printf -- '---\ntitle: The %s %s\n---\n\nThe %s and the %s: a %s is a %s, and the %s of a %s keeps the %s. Every %s has its %s.\n' \
      "$kind" "$a" "$a" "$b" "$c" "$b" "$a" "$c" "$b" "$a" "$c" >"posts/$kind-$a.md"
  done
  printf '\nBefore that comes [the third](third-%s.md).\n' "$a" >>"posts/first-$a.md"
done
printf -- '---\ntitle: A welcome\n---\n\nHow to read this.\n' >posts/welcome.md
printf -- '---\ntitle: Glossary\n---\n\nCrust\n: what is outside.\n' >posts/glossary.md
expect 'plan of a folder' 0 "$sheaf" plan posts; cp out plan.md
says out '[A welcome](welcome.md)'; says out '# Crust'; says out '# Bicycle'; says out '# Harbour'; says out '[Glossary](glossary.md)'
says err '19 articles in 3 parts'
is 'every article once' "$(grep -oE '\([a-z-]+\.md\)' plan.md | sort | uniq -c | awk '$1 == 1' | wc -l)" 20
is 'what is leaned on comes first' "$(grep -nE '(third|first)-bicycle' plan.md | head -1 | grep -c third)" 1
is 'plan by more threads' "$("$sheaf" plan -q -j 7 posts 2>&1 | cksum)" "$(cksum <plan.md)"
expect 'plan as JSON' 0 "$sheaf" plan --json posts
is 'JSON is JSON' "$(node -p 'JSON.parse(require("fs").readFileSync("out")).parts.length' 2>&1)" 3
expect 'plan --write' 0 "$sheaf" plan --write posts; says out 'posts/SUMMARY.md'
is 'the plan is written as it was printed' "$(cksum <posts/SUMMARY.md)" "$(cksum <plan.md)"
expect 'plan --write again' 2 "$sheaf" plan --write posts; says err 'is there already'
expect 'the plan is a summary' 0 "$sheaf" plan posts; says err '19 articles'
expect 'plan of nothing' 3 "$sheaf" plan nowhere
expect 'plan of two folders' 2 "$sheaf" plan posts posts

# an interrupt
mkdir -p many/content; cp first.yaml many/sheaf.yaml; cp good.epub many/before
for i in $(seq 3000); do printf -- '---\ntitle: Number %d\n---\n\nText *of* number %d, [next](n%d.md).\n' "$i" "$i" $((i % 3000 + 1)); done |
  awk -v d=many/content '/^---$/ && !open {n++; f = d "/n" n ".md"; open = 1; print > f; next} /^---$/ {open = 0} {print > f} /next/ {close(f)}'
mkdir many/dist; cp good.epub many/dist/book.epub
"$sheaf" build -q -C many >"$work/out" 2>"$work/err" & pid=$!
sleep 0.05; kill -INT "$pid" 2>/dev/null; wait "$pid"; code=$?
# a very fast machine may be done by then
case $code in 130 | 0) ok ;; *) bad "an interrupt: exit $code" ;; esac
[ "$code" = 0 ] || is 'after an interrupt the last good book stays' "$(cksum <many/dist/book.epub)" "$(cksum <good.epub)"
is 'an interrupt leaves nothing over' "$(ls -A many/dist | grep -vE '^(book.epub|book-cover.jpg|.cache)$')" ''

# the same bytes
rm -rf one two; cp -r "$here/books/kitchen-sink" one; mkdir -p elsewhere/deep; cp -r "$here/books/kitchen-sink" elsewhere/deep/two
find elsewhere -name '*.md' -exec touch -d '2001-01-01' {} +
"$sheaf" build -q -j 1 -C one -o "$work/o1" 2>/dev/null
(cd elsewhere/deep/two/content && LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati "$sheaf" build -q -j 7 -o "$work/o2" 2>/dev/null)
for f in o1/*; do is "the same bytes: $f" "$(cksum <"$f")" "$(cksum <"o2/${f#o1/}" 2>/dev/null)"; done
[ -n "$(ls o1/*.epub 2>/dev/null)" ] && ok || bad 'no book to compare'

echo "cli: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
