#include <string.h>

#include "batch/count/definitions.h"

static const struct definition all[] = {
	{ "groups",
	    "期末日と前期末日に名簿上続いている業界（SIG）と情報連携体制の数。",
	    "SIGs and partner schemes in the roster on the last day of the "
	    "period and of the one before." },
	{ "membership",
	    "期末日の参加組織数。延べ数であり、複数のSIGに属する組織はそれぞれ"
	    "で数える。実組織数は一度だけ数える。",
	    "Organisations on the last day of the period, by membership: one "
	    "in several SIGs counts in each. Distinct organisations count "
	    "once." },
	{ "changes", "期中の月ごと、SIGごとの新規参加と脱退。最終日まで在籍。",
	    "Who joined and left each SIG, by month of the period; the last "
	    "day is a day in." },
	{ "schemes", "期末日の情報連携体制ごとの団体数と、その会員数。",
	    "Bodies of each partner scheme on the last day of the period, and "
	    "the members behind them." },
	{ "flow",
	    "情報提供件数は、参加組織からの提供をハブが受理した日の属する四半"
	    "期に数える（後の取下げを含む）。情報共有実施件数は、誰かに初めて"
	    "共有した日の属する四半期に1件と数える。",
	    "Submitted: what members gave, in the quarter in which the hub "
	    "accepted it, withdrawn later or not. Shared: an item counts once, "
	    "in the quarter in which it was first shared with anybody." },
	{ "targeted",
	    "情報提供のうち、分析者が案件を標的型攻撃と判断したもの。",
	    "Submissions in cases that an analyst has ruled to be targeted "
	    "attacks." },
	{ "years",
	    "4月から翌年3月までの合計。公表済みの年度はその値、他は四半期の合計"
	    "。",
	    "April to March: as published, or the sum of the quarters." },
	{ "trend", "四半期ごとの件数（定義は同じ）と、期末日の延べ参加組織数。",
	    "The same counts by quarter, and memberships on its last day." },
	{ "reconciliation",
	    "期中の情報提供を、報告時点での扱いにより1回ずつ数える。共有の対象"
	    "としないものは、ばらまき型等の判断によるもの、共有しないと判断した"
	    "もの、提供者が統計のみに同意したもの。",
	    "Each submission of the period once, by what had become of it when "
	    "the report was made. Not for sharing: ruled to be in bulk or not "
	    "to be released, or given for statistics only." },
	{ "timeliness",
	    "期中に初めて共有した参加組織由来の情報ごとに、最初の提供の署名時刻"
	    "から共有までの時間。順位法。両側に秘匿基準以上の件数があるときだけ"
	    "示す。",
	    "Of each item of the period that members made: hours from the time "
	    "of the first submission behind it, as signed, to the night that "
	    "shared it; by nearest rank, told where enough items lie on either "
	    "side." },
	{ "sightings",
	    "期中に初めて共有した情報ごとに、報告時点までに参加組織から届いた"
	    "「同じものを見つけた」という報告の数。",
	    "Of each item of the period: reports of members, by the time of "
	    "this one, that they found the same." },
	{ "withdrawals",
	    "期中の情報提供のうち、報告時点までに取り下げられたもの。",
	    "Submissions of the period withdrawn by the time of the report." },
	{ "classes",
	    "期中の情報提供の、報告時点での案件の区分。未分類は、まだ誰も分類し"
	    "ていないもの。",
	    "Submissions of the period by the class of their case; "
	    "unclassified: nobody has looked yet." },
	{ "consultations", "期中の相談・報告を話題ごとに数える。",
	    "Consultations of the period by their topic." },
	{ "bec",
	    "期中の情報提供のうち、提供者がビジネスメール詐欺としたもの。被害は"
	    "提供者の申告による。",
	    "Submissions of the period that their provider calls business "
	    "e-mail compromise; damage as the provider says." },
	{ "sig",
	    "期中の情報提供（その日に属していたSIGによる）と、期中に初めて共有"
	    "し"
	    "この業界にも届いた情報。秘匿基準に満たない値は、他から計算できない"
	    "よう、業界ごとにまとめて秘匿する。",
	    "Submissions of the period, by the SIG of that day, and items "
	    "first shared in it that this industry had, too. Small figures are "
	    "withheld for an industry as a whole, and others with them that "
	    "would give them away." },
	{ "bec-types",
	    "同じ事例を、提供者が示した手口のタイプ（IPAの分類）ごとに数える。",
	    "The same cases by the type that their provider names, as IPA "
	    "numbers them." },
	{ "observations",
	    "提供者が公表を認めた通信の、組織ごとの観測期間と回数。",
	    "Traffic whose providers let it be told: from when to when, and "
	    "how often, for each organisation." },
	{ "source-region",
	    "標的型とみなしたメールの、ヘッダに残る送信元アドレスの地域。",
	    "Mails taken for targeted, by the region of the address that sent "
	    "them, as the headers tell." },
	{ "c2-region",
	    "標的型とみなしたメールの不正接続先（重複を除く）の地域。名前しか分"
	    "からないものは不明。",
	    "Distinct destinations of such mails by region; unknown where only "
	    "a name is known." },
	{ "mail-kind",
	    "標的型とみなしたメールの種別。リンクと添付の両方があるものは添付フ"
	    "ァイル。",
	    "Such mails by kind; with a link and an attachment: attachment." },
	{ "attachment-kind",
	    "標的型とみなしたメールの添付ファイルの種別。圧縮ファイルは中のファ"
	    "イルで数える。",
	    "Files attached to such mails by kind; an archive counts by what "
	    "is inside." },
};

const struct definition *
definition_at(size_t i)
{
	return i < sizeof(all) / sizeof(all[0]) ? &all[i] : NULL;
}

const struct definition *
definition_of(const char *dataset)
{
	size_t i, n;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		n = strlen(all[i].dataset);
		if (strncmp(dataset, all[i].dataset, n) == 0 &&
		    (dataset[n] == '\0' ||
			(dataset[n] == '-' && dataset[n + 1] >= '0' &&
			    dataset[n + 1] <= '9')))
			return &all[i];
	}
	return NULL;
}
