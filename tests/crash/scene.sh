# The night that the sweeps disturb.  Sourced after tests/flow/lib.sh; leaves
# in $WORK/scene: hub (before that night), medium, readers (a keyring that
# opens whatever the outbox holds).  Every road a package can take is in it.
# once beside it is the same without what comes again; quiet one in which nothing
# goes out to an audience, so that no sync of a whole file system stands behind
# its files.

scene() {
	SCENE=$WORK/scene
	mkdir -p "$SCENE/medium"
	scene_hub
	scene_first_night
	scene_second_night
	scene_readers
	gpgconf --homedir "$HUB/gnupg" --kill all 2>/dev/null
	cp -a "$HUB" "$SCENE/hub"
}

scene_hub() {
	{
		audience sig gas
		audience sig rail
		audience agency jpcert
		member gas-01 gas
		member gas-02 gas
		member rail-01 rail
		# Its first night is the second.
		member gas-03 gas | sed 's|sig="gas" from="2016-04-01"|sig="gas" from="2017-08-05"|'
		other duty analyst
	} >"$WORK/roster"
	make_hub <"$WORK/roster"
	# What the first night put out goes in the second.
	sed -i 's/^#* *keep *=.*/keep = 1/' "$HUB/hub.conf"
}

# scene_give NAME MEMBER SHARE : one submission; its id is left in PKGID
scene_give() {
	begin "$2"
	add <<X
<submission id="1" kind="incident"><title>incident $1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator>$3</submission>
X
	drop "$1"
}

scene_answer() {	# scene_answer NAME WHO XML
	begin "$2"
	echo "$3" | add
	drop "$1"
}

GIVEN='<share consent="given" scope="all"/>'

scene_first_night() {
	scene_give first gas-01 "$GIVEN"
	cp "$HUB/inbox/gas-01/first.gpg" "$SCENE/first.gpg"
	scene_give asked gas-01 ''
	scene_give taken-back rail-01 "$GIVEN"
	back=$PKGID
	scene_give ruled gas-02 '<share consent="given" scope="sig"/>'
	night 2017-08-04
	is "scene: the first night" "$RC" 0
	case1=$(json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/ruled.gpg')][0]")
	item1=$(json "j['items'][0]['id']")
	preview1=$(basename "$(ls "$HUB"/outbox/gas-01/previews/*.gpg)" .tar.zst.gpg)
}

scene_second_night() {
	scene_give new-1 gas-01 "$GIVEN"
	scene_give new-2 gas-02 '<share consent="given" scope="sig"><agency id="jpcert"/></share>'
	scene_give new-3 rail-01 ''
	scene_give statistics gas-02 '<share consent="none"/>'
	scene_answer ruling duty "<ruling case=\"$case1\" class=\"targeted\"/>"
	scene_answer consent gas-01 "<consent preview=\"$preview1\" decision=\"approve\"/>"
	scene_answer withdrawal rail-01 "<withdrawal package=\"$back\"/>"
	scene_answer sighting gas-02 "<sighting item=\"$item1\" count=\"3\" first=\"2017-08-01\" last=\"2017-08-03\"/>"
	scene_answer request duty "<request audience=\"gas\" item=\"$item1\" until=\"2017-12-31\">同じものがあれば送ってください。</request>"
	scene_answer ack gas-02 '<ack bundle="gas-000001" hits="yes"/>'
	scene_answer nonsense gas-01 "<withdrawal package=\"$(uuid)\"/>"
	# Seen before: last night, twice in this one, and on the medium.
	cp "$SCENE/first.gpg" "$HUB/inbox/gas-01/again.gpg"
	cp "$HUB/inbox/gas-02/new-2.gpg" "$HUB/inbox/gas-02/twice.gpg"
	cp "$HUB/inbox/rail-01/new-3.gpg" "$SCENE/medium/courier.gpg"
	scene_give medium gas-02 "$GIVEN"
	mv "$HUB/inbox/gas-02/medium.gpg" "$SCENE/medium/"
	echo junk >"$HUB/inbox/rail-01/junk.gpg"
	echo half >"$HUB/inbox/rail-01/upload.part"
}

scene_once() {
	cp -a "$SCENE" "$WORK/once"
	rm "$WORK"/once/hub/inbox/*/again.gpg "$WORK"/once/hub/inbox/*/twice.gpg \
	    "$WORK/once/medium/courier.gpg"
}

scene_quiet() {
	cp -a "$SCENE" "$WORK/quiet"
	rm -f "$WORK"/quiet/medium/*
	for f in "$WORK"/quiet/hub/inbox/*/* "$WORK"/quiet/hub/inbox/*.gpg; do
		case $f in
		*/statistics.gpg|*/nonsense.gpg|*/junk.gpg) ;;
		*) [ ! -f "$f" ] || rm "$f" ;;
		esac
	done
	sed -i 's/^keep = 1$/keep = 90/' "$WORK/quiet/hub/hub.conf"
}

scene_readers() {
	mkdir -m 700 "$SCENE/readers"
	for home in "$KEYS"/*; do
		gpg --homedir "$home" --batch --quiet --export-secret-keys 2>/dev/null |
		    gpg --homedir "$SCENE/readers" --batch --quiet --import 2>/dev/null
	done
}
