#!/usr/bin/env bash
# The shape of the code: ranks of folders, who includes whom, sizes, words that do not belong, diagnostics without a test.
set -u
cd "$(dirname "$0")/.."
passed=0 failed=0
check() { # name, findings
  if [ -z "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'lint: %s\n%s\n' "$1" "$2"; fi
}

rank() {
  case $1 in
  base) echo 0 ;; book) echo 1 ;; read | import | link | markup | text | image | pack) echo 2 ;;
  layout) echo 3 ;; write) echo 4 ;; cmd) echo 5 ;; *) echo 9 ;;
  esac
}
ranks() {
  grep -Hn '^#include "' src/*/*.c src/*/*.h | sed -E 's|^src/([a-z]+)/([^:]+):([0-9]+):#include "([a-z]+)/.*|\1 \4 src/\1/\2:\3|' |
    while read -r from to place; do
      [ "$from" = "$to" ] || [ "$(rank "$to")" -lt "$(rank "$from")" ] || echo "$place: $from/ may not include $to/"
    done
}
check 'a file includes its own folder or a lower rank' "$(ranks)"
check 'foreign handles stay in .c files' \
  "$(grep -nE '#include <(zip|yaml|cmark|libxml|libxslt|hb|librsvg|cairo|pango|jpeglib|png|webp)' src/*/*.h |
    grep -vE 'src/(read|image|pack|markup|text|write)/[a-z_]+\.h')"
check 'public headers of base, book and link name no library' \
  "$(grep -nE '#include <(zip|yaml|cmark|libxml|libxslt|librsvg|cairo|pango)' src/base/*.h src/book/*.h src/link/*.h)"
check 'files are under 800 lines' "$(wc -l src/*/*.c src/*/*.h src/*/*.def | awk '$1 > 800 && $2 != "total" {print $2 ": " $1}')"
check 'no promises instead of work' "$(grep -InE 'TODO|FIXME|XXX' -r src templates Makefile tests/*.sh | grep -v 'tests/lint.sh' | grep -v 'XXXXXX')"
check 'the top level holds what was agreed' \
  "$(git -c core.quotepath=off ls-files | cut -d/ -f1 | sort -u | grep -vxE 'src|content|templates|covers|tests|Makefile|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|sheaf\.yaml|\..*')"
check 'every diagnostic has a golden, a test of the command line, or a unit test' \
  "$(sed -nE 's/^DIAG\(([A-Z0-9_]+), "([^"]+)".*/\1 \2/p' src/base/diag.def | while read -r id slug; do
    grep -rqF "[$slug]" tests/golden --include=expected.err || grep -qF "$slug" tests/cli.sh ||
      grep -rqE "DIAG_$id\b" tests/unit || echo "$slug"
  done)"
check 'every diagnostic is used' \
  "$(sed -nE 's/^DIAG\(([A-Z0-9_]+), .*/\1/p' src/base/diag.def | while read -r id; do
    grep -rqE "DIAG_$id\b" src --include=*.c || echo "DIAG_$id"
  done)"
echo "lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
