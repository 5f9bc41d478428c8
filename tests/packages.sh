#!/bin/bash
# SHEAF=PROGRAM packages.sh: packages for learning systems, of tests/packages/course and of this repository. Their manifests hold what they promise
# (tools/package.mjs), the SCORM package plays in a learning system (tools/scorm.mjs), bad projects give good packages or a reason; and the checker
# bites: each package with one thing broken is reported by the rule that is meant to see it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
sheaf=$(realpath "${SHEAF:?}")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export SOURCE_DATE_EPOCH=1767225600 NO_COLOR=1
passed=0 failed=0
check() { # NAME COMMAND…
	local name=$1
	shift
	if "$@" >"$tmp/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $name"; cat "$tmp/said"; fi
}
sound() { node "$here/tools/package.mjs" "$@"; }

# ---- sound packages
cp -r "$here/packages/course" "$tmp/course"
"$sheaf" build -C "$tmp/course" -o "$tmp/dist" >/dev/null 2>"$tmp/built"
check 'a quiz without an answer is told' grep -qF 'crust.md:8:3: error: no choice is marked right' "$tmp/built"
"$sheaf" build -C "$here/.." -o "$tmp/own" course-lms course-scorm >/dev/null 2>"$tmp/built" || cat "$tmp/built"
check 'packages' sound "$tmp/dist/course.imscc" "$tmp/dist/course.scorm.zip" "$tmp/own/course.imscc" "$tmp/own/course.scorm.zip"
"$sheaf" build -C "$tmp/course" -o "$tmp/again" lms scorm >/dev/null 2>&1
check 'the same bytes again' cmp "$tmp/dist/course.imscc" "$tmp/again/course.imscc"
check 'and of SCORM' cmp "$tmp/dist/course.scorm.zip" "$tmp/again/course.scorm.zip"
check 'SCORM plays' node "$here/tools/scorm.mjs" "$tmp/dist/course.scorm.zip"

# ---- the checker bites
# broken RULE ARCHIVE EDIT FILE: the edit, sed's, must change the file; or "add" or "remove" it
broken() {
	local rule=$1 folder=$tmp/broken code=0
	rm -rf "$folder"
	mkdir "$folder"
	unzip -q "$tmp/dist/$2" -d "$folder"
	case $3 in
	add) echo text >"$folder/$4" ;;
	remove) rm "$folder/$4" ;;
	*)
		cp "$folder/$4" "$tmp/before"
		sed -i -E "$3" "$folder/$4"
		check "$rule: the edit changes something" test -n "$(cmp "$tmp/before" "$folder/$4" 2>&1)"
		;;
	esac
	node "$here/tools/package.mjs" "$folder" >"$tmp/faults" 2>&1 || code=$?
	if [ "$code" = 1 ] && grep -q "^  $rule: " "$tmp/faults"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $rule is not reported ($2, $3, $4)"
		cat "$tmp/faults"
	fi
}
m=imsmanifest.xml c=course.imscc s=course.scorm.zip
broken manifest $c remove $m
broken unlisted $c add extra.css
broken missing $c remove images/loaf.svg
broken namespace $c 's|(<manifest) (xmlns="[^"]*")(.*) identifier=("[^"]*")|\1 identifier=\4 \2\3|' $m
broken namespace $c 's|imsccv1p1/imscp_v1p1|imsccv1p9/imscp_v1p1|' $m
broken root $c 's|<item identifier="root">|&<title>Root</title>|' $m
broken loose $c 's|<item identifier="module-1">|& identifierref="shared">|;s|"> identifierref|" identifierref|' $m
broken leaf $c 's|(<item identifier="module-3")|\1 identifierref="shared"|' $m
broken identifierref $c 's|identifierref="lesson-end"|identifierref="lesson-nowhere"|' $m
broken dependency $c 's|dependency identifierref="shared"|dependency identifierref="other"|' $m
broken unique $c 's|"module-2"|"module-1"|' $m
broken ncname $c 's|"module-2"|"2 modules"|' $m
broken type $c 's|imscc_xmlv1p1/assessment|imscc_xmlv1p3/assessment|' $m
broken href $c 's|assessment">|assessment" href="lessons/bread.xml">|' $m
broken schema $c 's|1\.1\.0|1.3.0|' $m
broken xml $c 's|</organizations>||' $m
broken filebase $c 's|href="crust.html"|href="$IMS-CC-FILEBASE$/crust.html"|' lessons/bread.html
broken relative $c 's|src="\.\./images|src="/images|' lessons/bread.html
broken link $c 's|href="bread.html"|href="bread.md"|' lessons/uber-uns.html
broken fragment $c 's|#sea|#lake|' lessons/uber-uns.html
broken html $c 's|<article|& epub:type="chapter"|' lessons/end.html
broken qti-metadata $c 's|cc\.exam\.v0p1|cc.test|' lessons/salt.xml
broken qti-profile $c 's|cc\.multiple_choice\.v0p1|cc.choice|' lessons/bread.xml
broken qti-choices $c 's|cc\.multiple_response\.v0p1|cc.true_false.v0p1|' lessons/salt.xml
broken qti-true-false $c 's|ident="true"|ident="a"|;s|>true<|>a<|' lessons/salt.xml
broken qti-cardinality $c 's|rcardinality="Single"|rcardinality="Multiple"|' lessons/bread.xml
broken qti-label $c 's|(<varequal[^>]*>)b|\1z|' lessons/bread.xml
broken qti-respident $c 's|respident="response"|respident="other"|' lessons/bread.xml
broken qti-case $c 's| case="Yes"||' lessons/salt.xml
broken qti-score $c 's|>100</setvar>|>1</setvar>|' lessons/bread.xml
broken qti-feedback $c 's|linkrefid="why"|linkrefid="who"|' lessons/bread.xml
broken qti-flow $c 's|</?flow_mat>||' lessons/bread.xml
broken qti-unique $c 's|salt\.quiz-1\.2|salt.quiz-1.1|' lessons/salt.xml
broken qti-html $c 's|text/html|text/plain|' lessons/bread.xml
broken sco $s 's|scormtype="sco"|scormtype="asset"|' $m
broken xsd $s 's|isvisible="true"|isvisible="perhaps"|' $m
broken mastery $s 's|masteryscore>60|masteryscore>lots|' $m
broken organization $s 's|default="course"|default="other"|' $m
head -c 3000 "$tmp/dist/$c" >"$tmp/cut.imscc"
check 'a cut ZIP is reported' sh -c "! node '$here/tools/package.mjs' '$tmp/cut.imscc'"

# ---- odd projects. project NAME KEYS: one article, unless there are more already
project() {
	mkdir -p "$tmp/$1/content"
	printf 'title: T\nlanguage: en\nauthor: A\ndate: 2024-01-02\nidentifier: urn:uuid:11111111-2222-4333-8444-555555555555\n%s\neditions: {c: {format: [cartridge, scorm]}}\n' \
		"$2" >"$tmp/$1/sheaf.yaml"
	[ -n "$(ls "$tmp/$1/content")" ] || printf '# One\n\nText.\n' >"$tmp/$1/content/one.md"
	"$sheaf" build -C "$tmp/$1" >"$tmp/$1.out" 2>"$tmp/$1.err"
}
project single ''
check 'one article without a quiz' sound "$tmp/single/dist/c.imscc" "$tmp/single/dist/c.scorm.zip"
check 'nothing to pass' sh -c "! unzip -p '$tmp/single/dist/c.scorm.zip' imsmanifest.xml | grep -q masteryscore"
mkdir -p "$tmp/names/content/a" "$tmp/names/content/b"
printf '# Ein Tag\n\n[B](../b/con.md)\n' >"$tmp/names/content/a/con.md"
printf '# Zwei Tage\n\nText.\n' >"$tmp/names/content/b/con.md"
printf '# \xd0\xa5\xd0\xbb\xd0\xb5\xd0\xb1\n\n> [!quiz]\n> ?\n>\n> - [x] A\n> - [ ] B\n' >"$tmp/names/content/$(printf '\xd0\xa5\xd0\xbb\xd0\xb5\xd0\xb1').md"
printf '# File "x" & <y>\n\nText.\n' >"$tmp/names/content/it's \"odd\" & <new>.md"
project names ''
check 'names that collide, of devices, in other scripts' sound "$tmp/names/dist/c.imscc" "$tmp/names/dist/c.scorm.zip"

# a full disk, here a limit on the size of files: the last good package stays
cp "$tmp/dist/course.imscc" "$tmp/dist/course.scorm.zip" "$tmp"
(ulimit -f 180 && trap '' XFSZ && "$sheaf" build -C "$tmp/course" -o "$tmp/dist" lms scorm >/dev/null 2>"$tmp/full")
check 'a full disk is told' grep -qE "cannot write '.*course\.imscc'.*\[write-file\]" "$tmp/full"
check 'and told again' grep -qE "cannot write '.*course\.scorm\.zip'.*\[write-file\]" "$tmp/full"
check 'and the last good cartridge stays' cmp "$tmp/course.imscc" "$tmp/dist/course.imscc"
check 'and the last good SCORM package' cmp "$tmp/course.scorm.zip" "$tmp/dist/course.scorm.zip"

echo "packages: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
