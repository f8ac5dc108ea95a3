#!/bin/bash
# Archives, mails and manifests as an enemy makes them (hostile-input, A.3 to
# A.5), each through the very worker of the hub: a stated outcome for every
# one, no worker dead, none dear.  And the corpora, where they are: a third of
# each, another one at each commit; CORPUS=whole takes all.
. "$(dirname "$0")/../lib.sh"
BUILD=$(dirname "$TOIYABA")
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/read-one" >/dev/null
here=tests/hostile

share=1 first=0
through() {	# through MODE DIR : outcomes in $WORK/seen
	find "$2" -type f -print0 | sort -z |
	    sed -zn "$first~${share}p" |
	    xargs -0 "$BUILD/hostile/read-one" "$TOIYABA" "$1" >"$WORK/seen" 2>"$WORK/err"
}
as_named() {	# each file has the outcome that its directory names, or any
	grep -v '^largest' "$WORK/seen" | while read -r outcome ms path; do
		wanted=$(basename "$(dirname "$path")")
		[ "$wanted" = any ] || [ "$wanted" = "$outcome" ] || echo "$path: $outcome"
	done >"$WORK/wrong"
	cat "$WORK/wrong"
	[ ! -s "$WORK/wrong" ]
}
# At most 20 s and 1 GiB each, and nobody dies of anything.
bounded() {
	awk '$1 == "parser-died" || $1 == "" { print; bad = 1 }
	    $1 == "largest" { if ($2 > 1048576) { print; bad = 1 }; next }
	    $2 > 20000 { print; bad = 1 }
	    END { exit bad }' "$WORK/seen"
}

for kind in archives xml; do
	mkdir "$WORK/$kind"
	python3 "$here/$kind.py" "$WORK/$kind"
done
through archive "$WORK/archives"
ok "archives: every one as the table says" as_named
ok "archives: bounded" bounded
through attachment "$WORK/archives"
ok "archives as attachments: bounded" bounded
is "and none costs its package" "$(grep -v '^largest' "$WORK/seen" | grep -vcE '^(accepted|too-large) ')" 0
through manifest "$WORK/xml"
ok "manifests: every one as the table says" as_named
ok "manifests: bounded" bounded
mkdir "$WORK/mails"
python3 "$here/mails.py" "$WORK/mails"
through mail "$WORK/mails"
ok "mails: bounded" bounded
is "mails: every one is taken" "$(grep -v '^largest' "$WORK/seen" | grep -vc '^accepted ')" 0

corpus=../shared/corpus
if [ -d "$corpus" ]; then
	if [ "${CORPUS:-}" != whole ]; then
		share=3
		first=$(($(commit) % share))
	fi
	through archive "$corpus/archives"
	ok "corpus of archives: bounded" bounded
	through attachment "$corpus/archives"
	ok "corpus of archives as attachments: bounded" bounded
	for c in mime mails; do
		through mail "$corpus/$c"
		ok "corpus $c: bounded" bounded
		is "corpus $c: every mail is taken" "$(grep -v '^largest' "$WORK/seen" | grep -vc '^accepted ')" 0
	done
else
	skip "the corpora are not beside the project"
fi
result
