# What the schemas' notes say of elements, from English, for the pages in
# Japanese: names and values stay, the words between them are put here.
s/to = id of a figure or table of the chapter: its number stands there/to = 章の figure か table の id: その番号が入る/
s/what the picture shows, for who does not see it; /図が示すこと。見えない人のため; /
s/^text, link, q, ref; or t in both languages/文字列、link、q、ref、または両方の言語の t/
s/optional id, altered = yes | no as of an example; title, file, alt/省略可: id、altered = yes | no（example と同じ）; title、file、alt/
s/path in the archive, sha256; xml:lang = ja | en where each language has its own: a PNG, or an SVG of shapes and words/アーカイブの中の path、sha256; 言語ごとにあるときは xml:lang = ja | en。PNG、または図形と文字のSVG/
s/optional id; title, head, row, each of as many cell/省略可: id; title、head、row。どれも同じ数の cell/
s/^cell: what stands over the columns/cell: 列の見出し/
s/ Pq in \(.*\)$/ Pq \1 の中/
/^\.It/b
s/id (UUID), to (fingerprint of the hub)/id（UUID）, to（ハブのフィンガープリント）/
s/ that it answers/（答える提供依頼）/
s/; one title, then /; title を一つ、続いて /
s/ = 1 to 5/ = 1 から 5/
s/sig = the one of your SIGs and schemes that it may go to (with scope = sig; without it all of them; an agency or scheme names any)/sig = 属するSIGと情報連携体制のうち、渡してよい一つ（scope = sig とともに。なければそのすべて。関係機関と情報連携体制はどれでも書ける）/
s/= found (default)/= found（既定）/
s/last (of a not-found: what was searched)/last（not-found では調べた期間）/
s/id of a submission in this package/このパッケージの submission の id/
s/except = audiences that shall not have it/except = 渡さない宛先/
s/whole = audiences that may have its values whole/whole = 値をそのまま渡してよい宛先/
s/package = id of the package/package = パッケージの id/
s/ (because something names its sender: readers are told which items are over and no values)/（送り手を示すものがあるため、読む組織には、終わった情報だけを伝え、値を伝えない）/
s/ or submission = UUID\/N/ または submission = UUID\/N/
s/as-of = run/as-of = 夜間処理の番号/
s/for = audiences | all/for = 宛先 | all/
s/ (retract: the item, or all of the case; release = yes opens it again, and ends harmless)/（retract は情報、または案件のすべて。release = yes はそれを再び開き、harmless を終わらせる）/
s/ (with retract: readers are told the item only and no values)/（retract とともに。読む組織には情報だけを伝え、値を伝えない）/
s/^text: what happened in a fraud, for a report's table/文字列: 報告書の表のための、詐欺のあらまし/
s/name of the campaign that the case is part of, empty: of none; optional from, until = years/案件が属する一連の攻撃の名前。空ならどれにも属さない; 省略可: from, until = 年/
s/a word for how the attack was made, of letters, digits, points and hyphens: /攻撃の手口を表す語。英数字、ピリオド、ハイフンから成る: /
s/^text, to the sender of the submission that the ruling names, which wanted an answer/文字列: 判断が示す、回答を求めた情報提供の送り手あて/
s/nothing else in the ruling but a reason/判断にはほかに reason だけ/
s/type as of an indicator; the exact value, as text/indicator と同じ type; 値そのものの文字列/
s/one or more step/step を一つ以上/
s/ or at = time/ または at = 時刻/
s/audience = id, with an optional item = S-YEAR-XXXXXXXX, or submission = PACKAGE-ID\/N, and until = the last day/audience = ID（省略可: item = S-YEAR-XXXXXXXX）、または submission = PACKAGE-ID\/N。そして until = 最後の日/
s/text\.$/文字列。/
s/^Or closes = R-YEAR-XXXXXXXX and nothing else/または closes = R-YEAR-XXXXXXXX だけ/
s/, the N-th ruling of another analyst's package, or chapter = the same of a chapter, or request = /（別の分析者のパッケージの N 番目の判断）、または chapter = 章について同じもの、または request = /
s/of a truehit also bytes = digest of what would leave/truehit では bytes = 外に出るもののダイジェストも/
s/, the section that it follows, or chapters, where it stands without one: before the definitions, or appendix: at the end, counted by itself; title/（その節のあとに置く）、または chapters（書かないときと同じく定義の前）、または appendix（末尾に付録として別に数える）; title/
s/^of a mail or file, in a frame: altered = yes | no, printed over it/メールやファイルの例。枠に入れ、altered = yes | no を枠の中に示す/
s/; title, then /; title、続いて /
s/^title, then /title、続いて /
s/dataset, key, measure of a figure/数値の dataset, key, measure/
s/ (what a report calls them: 団体 or 組織)/（報告書での呼び方: 団体、組織）/
s/ (behind is about so many)/（behind がおよその数）/
s/ (what it sends goes out without a ruling)/（送ったものが判断なしに渡る）/
s/distrusted = first day from which nothing that came under it is believed/distrusted = それで来たものを信用しない最初の日/
s/group = an id that members of one group have in common, who count as one organisation/group = 一つの企業グループの参加組織に共通のIDで、一つの組織として数える/
s/^a domain name/ドメイン名/
s/^an address range like /アドレスの範囲。例: /
s/^sig or scheme, /sig か scheme, /
s/until = last day in; reports tell the reasons withdrawal and reorganisation, and no other text/until = 属する最後の日; 報告書は理由 withdrawal と reorganisation を示し、ほかの文は示さない/
s/when = 2011, 2011-08 or 2011-10-25; t: what happened, for the chronology of a report on a year/when = 2011、2011-08、2011-10-25 のどれか; t: 年度の報告書の年表のための出来事/
s/any number of \([a-z]*\)/\1 をいくつでも/
s/\([0-9]*\) hex digits/\1桁の十六進数/
s/\boptional /省略可: /g
s/\btext\b/文字列/g
