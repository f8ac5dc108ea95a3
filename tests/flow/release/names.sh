#!/bin/bash
# Names as they sound, and parts of persons' names: masked in what an attacker
# wrote; what somebody else writes is stopped by a member's name only.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas | sed 's|<alias>|<alias>ホクトデンリョク</alias><alias>茅ヶ崎瓦斯</alias><alias>Minatomaru</alias>&|'
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
# Texts with no word in common, for each mail is a case of its own.
words=(朝顔 鉛筆 煙突 帆船 定規 毛布 温泉 風車 水筒 砂丘 太鼓 提灯 漬物 天窓 灯台 長靴 鍋蓋 二階 布地 年輪 農園 花瓶 干潟 笛吹 返礼 堀端 真珠 蜜柑 麦茶 眼鏡 木綿 屋根 湯呑 横笛 雷雨 竜巻 瑠璃 列車 蝋燭 若葉 歌声 稲穂 織物 駅弁 鯉幟 硯箱 鉄瓶)
lure() {	# lure TO SUBJECT: a mail with that To field
	begin gas-01
	f=$({
		printf 'From: <a@evil.example>\r\nTo: %s\r\nSubject: =?UTF-8?B?%s?=\r\n' "$1" "$(printf %s "$2" | base64 -w0)"
		printf 'Date: Wed, 02 Aug 2017 21:05:00 +0900\r\n\r\n%s\r\n' "${words[*]:0:3}"
	} | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f<share consent=\"given\"/></submission>"
	words=("${words[@]:3}")
	drop "p$(uuid)"
}
box() { printf '=?UTF-8?B?%s?=' "$(printf %s "$1" | base64 -w0)"; }
subject() { sed -n 's/.*<indicator type="subject"[^>]*>\(.*\)<.indicator>/\1/p' "$WORK"/bundle/items/*.xml; }
nr=3
while IFS='|' read -r name local subject wanted; do
	nr=$((nr + 1))
	lure "$(box "$name") <$local@gas-01.example>" "$subject"
	night "2017-08-$(printf %02d $nr)"
	reader gas-02 gas $((nr - 3))
	is "$name: $subject" "$(subject)" "$wanted"
done <<'X'
山田 太郎|x1|山田様 ご請求書|〓〓ご請求書
東 一|x2|東様 ご請求書|〓〓ご請求書
東 一|x3|東京の件|東京の件
佐々木　小次郎|x4|小次郎へ|〓〓へ
Taro Yamada|x5|Invoice for Yamada|invoice for 〓〓
Sales Department|x6|Sales report of the department|sales report of the department
窓口|jiro.suzuki|Dear Suzuki, see invoice|dear 〓〓, see invoice
窓口|info|info for you|info for you
窓口|x7|HOKUTODENRYOKU order|〓〓 order
窓口|x8|Hokuto Denryoku order|〓〓 order
窓口|x10|Hokutō Denryoku, hokutoh-denryoku|〓〓,〓〓
窓口|koji.ohno|大野 Ohno Koji (Kōji Ōno)|大野〓〓(〓〓)
窓口|x11|茅ヶ嵜瓦斯の件|〓〓の件
窓口|x12|茅崎ガス、茅ヶ﨑ガスの件|〓〓、〓〓の件
窓口|x9|みなと丸、ミナトマル御中|みなと丸、〓〓御中
X
# A person's family name in an analyst's text is a word of every day; a member
# is a member however it is written.
case=$(json "j['items'][0]['case']")
rule() {
	begin duty
	echo "<ruling case=\"$case\"><analysis>$1</analysis></ruling>" | add
	drop "ruling-$PKGID"
}
lure "$(box '山田 太郎') <taro.yamada@gas-01.example>" "件名"
night 2017-08-20
case=$(json "j['items'][0]['case']")
rule "差出人は山田商事（yamada）をかたる。"
night 2017-08-21
is "a part of a name stops nothing" "$(json 'len(j["items"])') $RC" "1 0"
rule "Yamada Tarō をかたる。"
night 2017-08-23
is "both parts do, in any order" "$(json 'len(j["items"])') $RC" "0 10"
rule "hokutodenryoku をかたる。"
night 2017-08-24
is "a member's name as it sounds does" "$(json 'len(j["items"])') $RC" "0 10"
result
