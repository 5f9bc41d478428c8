#!/bin/sh
# ace.sh OUTDIR BOOK.epub…
# Ace over all the books with one browser; see ace.mjs for the output and the exit codes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/node_modules/@daisy/ace-core" ]; then
	echo "ace.sh: the test tools are not installed: run tests/setup.sh test" >&2
	exit 3
fi
exec node "$here/ace.mjs" "$@"
