<?xml version="1.0" encoding="UTF-8"?>
<!-- What the report says in every form of it: figures with their marks, and the
     words of both languages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" exclude-result-prefixes="r">
  <xsl:param name="lang" select="'ja'"/>
  <xsl:variable name="ja" select="$lang='ja'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
  <xsl:key name="set" match="r:dataset" use="@id"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="r:t r:p r:item r:fn r:note r:cell r:step r:link"/>

  <xsl:template name="w">
    <xsl:param name="ja"/><xsl:param name="en"/>
    <xsl:choose><xsl:when test="$lang='ja'"><xsl:value-of select="$ja"/></xsl:when><xsl:otherwise><xsl:value-of select="$en"/></xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:template name="item-word"><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></xsl:template>
  <xsl:template name="definition-mark"><xsl:call-template name="w"><xsl:with-param name="ja" select="'：'"/><xsl:with-param name="en" select="': '"/></xsl:call-template></xsl:template>
  <xsl:template name="note-word"><xsl:call-template name="w"><xsl:with-param name="ja" select="'※ '"/><xsl:with-param name="en" select="'Note: '"/></xsl:call-template></xsl:template>
  <xsl:template name="table-word"><xsl:call-template name="w"><xsl:with-param name="ja" select="'表'"/><xsl:with-param name="en" select="'Table '"/></xsl:call-template></xsl:template>
  <xsl:template name="figure-word"><xsl:call-template name="w"><xsl:with-param name="ja" select="'図'"/><xsl:with-param name="en" select="'Figure '"/></xsl:call-template></xsl:template>
  <xsl:template name="timeline-word"><xsl:call-template name="w"><xsl:with-param name="ja" select="'やり取りの推移（縦: 時間、横: 案件）'"/><xsl:with-param name="en" select="'Exchanges of mails (time downward, cases across)'"/></xsl:call-template></xsl:template>
  <xsl:template name="timeline-alt"><xsl:call-template name="w"><xsl:with-param name="ja" select="'やり取りの推移の図。同じ内容を続く表に示す。'"/><xsl:with-param name="en" select="'Chart of the exchanges of mails; the tables that follow tell the same.'"/></xsl:call-template></xsl:template>
  <xsl:template name="kind">
    <xsl:choose>
      <xsl:when test="@kind='recon'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'偵察'"/><xsl:with-param name="en" select="'Reconnaissance'"/></xsl:call-template></xsl:when>
      <xsl:when test="@kind='reply'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'返信'"/><xsl:with-param name="en" select="'Reply'"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="ja" select="'攻撃'"/><xsl:with-param name="en" select="'Attack'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="table-title">
    <xsl:call-template name="table-word"/>
    <xsl:number level="any" from="r:report" count="r:crosstab | r:rows | r:thread"/>
    <xsl:text>　</xsl:text>
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:value-of select="$d/r:title/r:t[lang($lang)] | r:title/r:t[lang($lang)] | @item"/>
    <xsl:if test="$d/@n"><xsl:call-template name="w"><xsl:with-param name="ja" select="concat('（N=', $d/@n, '）')"/><xsl:with-param name="en" select="concat(' (N=', $d/@n, ')')"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- A chart without one bar would say nothing, and is not drawn. -->
  <xsl:template name="figure-title">
    <xsl:call-template name="figure-word"/>
    <xsl:value-of select="count((preceding::r:chart | preceding::r:timeline)[self::r:timeline or key('set', @dataset)/r:obs[@value &gt; 0]]) + 1"/>
    <xsl:text>　</xsl:text>
    <xsl:choose>
      <xsl:when test="self::r:timeline"><xsl:call-template name="timeline-word"/></xsl:when>
      <xsl:when test="@type='organisation'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'体制'"/><xsl:with-param name="en" select="'Organisation'"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('set', @dataset)/r:title/r:t[lang($lang)]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="issued">
    <xsl:variable name="d" select="/r:report/@as-of"/>
    <xsl:choose>
      <xsl:when test="$ja"><xsl:value-of select="concat(substring($d, 1, 4), '年', number(substring($d, 6, 2)), '月', number(substring($d, 9, 2)), '日')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="substring($d, 1, 10)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="tlp">TLP:<xsl:value-of select="translate(/r:report/@tlp, $lower, $upper)"/></xsl:template>
  <!-- The colours that the standard of TLP gives its labels, on black. -->
  <xsl:template name="tlp-colour">
    <xsl:choose>
      <xsl:when test="/r:report/@tlp='red'">#ff2b2b</xsl:when>
      <xsl:when test="starts-with(/r:report/@tlp, 'amber')">#ffc000</xsl:when>
      <xsl:when test="/r:report/@tlp='green'">#33ff00</xsl:when>
      <xsl:otherwise>#ffffff</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How the figures were made, for who wants to make them again. -->
  <xsl:template name="made-by">
    <xsl:variable name="g" select="/r:report/r:meta/r:generator"/>
    <xsl:choose>
      <xsl:when test="$ja">toiyaba <xsl:value-of select="$g/@version"/>により作成。秘匿基準は<xsl:value-of select="/r:report/@min-cell"/>件。集計規則（定義、設定、運用開始前に公表された値）のダイジェスト: </xsl:when>
      <xsl:otherwise>Made by toiyaba <xsl:value-of select="$g/@version"/>; counts below <xsl:value-of select="/r:report/@min-cell"/> are withheld in breakdowns. Digest of the rules (definitions, settings, figures published before the hub): </xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="$g/@ruleset"/>
  </xsl:template>

  <xsl:template name="hidden-mark">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o/@suppressed='small-cell'">＊</xsl:when>
      <xsl:when test="$o/@suppressed='complement'">†</xsl:when>
      <xsl:otherwise>－</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A row's or a bar's name, with the mark of a break before it. -->
  <xsl:template name="break-mark"><xsl:if test="r:break"><xsl:text>△</xsl:text></xsl:if></xsl:template>
  <xsl:template name="category-label"><xsl:if test="@group"><xsl:value-of select="@group"/><xsl:choose><xsl:when test="$ja">年</xsl:when><xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise></xsl:choose></xsl:if><xsl:value-of select="r:t[lang($lang)]"/><xsl:call-template name="break-mark"/></xsl:template>

  <!-- Value of one cell as people read it. -->
  <xsl:template name="value">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="not($o)"/>
      <xsl:when test="$o/@value and string(number($o/@value)) != 'NaN'"><xsl:value-of select="format-number($o/@value, '#,##0')"/></xsl:when>
      <xsl:when test="$o/@value"><xsl:value-of select="$o/@value"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$o/@source='history' and $o/@value">‡</xsl:if>
    <xsl:if test="$o/@partial">◇</xsl:if>
    <xsl:if test="$o/@was">r</xsl:if>
  </xsl:template>

  <!-- What revised figures were, and where that was told. -->
  <xsl:template name="revisions">
    <xsl:param name="d"/>
    <xsl:if test="$d/r:obs/@was">r <xsl:choose><xsl:when test="$ja">改訂値。これまでの公表値: </xsl:when><xsl:otherwise>revised; published before: </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:for-each select="$d/r:obs[@was]">
      <xsl:variable name="c" select="$d/r:category[@key=current()/@key]"/>
      <xsl:value-of select="concat($c/@group, ' ', $c/r:t[lang($lang)], ' ', $d/r:measure[@id=current()/@measure]/r:t[lang($lang)], ' ', format-number(@was, '#,##0'))"/>
      <xsl:choose>
        <xsl:when test="$ja"><xsl:value-of select="concat('（', @was-in, ' 第', @was-edition, '版、', @was-on, '）')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="concat(' (', @was-in, ', edition ', @was-edition, ', ', @was-on, ')')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:choose><xsl:when test="position() != last() and $ja">、</xsl:when><xsl:when test="position() != last()">, </xsl:when><xsl:when test="$ja">。</xsl:when><xsl:otherwise>. </xsl:otherwise></xsl:choose>
    </xsl:for-each>
    <xsl:if test="$d/@as-edition"><xsl:choose><xsl:when test="$ja"><xsl:value-of select="concat('この表は第', $d/@as-edition, '版（', $d/@as-on, '）のままである。その後の変更は少数であり、公表しない。')"/></xsl:when><xsl:otherwise><xsl:value-of select="concat('This table stands as in edition ', $d/@as-edition, ' (', $d/@as-on, '): what changed since is too little to be told. ')"/></xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/@as-on and not($d/@as-edition)"><xsl:call-template name="w"><xsl:with-param name="ja" select="concat('情報提供の件数は', $d/@as-on, 'のままである。その後の変更は少数であり、公表しない。')"/><xsl:with-param name="en" select="concat('What was submitted stands as of ', $d/@as-on, ': what changed since is too little to be told. ')"/></xsl:call-template></xsl:if>
    <xsl:if test="$d/@of"><xsl:call-template name="w"><xsl:with-param name="ja" select="'各四半期の公表値の合計である。'"/><xsl:with-param name="en" select="'These are sums of the figures published for the quarters. '"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- What a share is of: 0 where that may not be told. -->
  <xsl:template name="whole">
    <xsl:param name="d"/>
    <xsl:choose>
      <xsl:when test="not($d/r:obs/@value)">0</xsl:when>
      <xsl:when test="$d/@n"><xsl:value-of select="$d/@n"/></xsl:when>
      <xsl:when test="$d/r:obs/@suppressed">0</xsl:when>
      <xsl:otherwise><xsl:value-of select="sum($d/r:obs/@value)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- Half up, in whole numbers: format-number() takes 29/200 for 14 %. -->
  <xsl:template name="share">
    <xsl:param name="o"/><xsl:param name="d"/>
    <xsl:variable name="whole"><xsl:call-template name="whole"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:choose>
      <xsl:when test="not($whole &gt; 0)"/>
      <xsl:when test="$o/@value"><xsl:value-of select="floor((200 * $o/@value + $whole) div (2 * $whole))"/>%</xsl:when>
      <xsl:when test="$o"><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="marks">
    <xsl:param name="d"/>
    <xsl:if test="$d/r:obs/@suppressed='small-cell'">＊ <xsl:choose><xsl:when test="$ja"><xsl:value-of select="/r:report/@min-cell"/>件未満のため秘匿。</xsl:when><xsl:otherwise>withheld: fewer than <xsl:value-of select="/r:report/@min-cell"/>. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs/@suppressed='complement'">† <xsl:choose><xsl:when test="$ja">差引計算による特定を防ぐため秘匿。</xsl:when><xsl:otherwise>withheld to protect another cell. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs[@suppressed='not-collected' or @suppressed='unknown']">－ <xsl:choose><xsl:when test="$ja">集計なし。</xsl:when><xsl:otherwise>not collected. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs[@source='history']/@value">‡ <xsl:choose><xsl:when test="$ja">このハブの運用開始前に公表された値。</xsl:when><xsl:otherwise>published before this hub kept the books. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs/@partial">◇ <xsl:choose><xsl:when test="$ja">期間の一部のみの集計。</xsl:when><xsl:otherwise>counted over a part of the period only. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:category/r:break">△ <xsl:choose><xsl:when test="$ja">参加業界に増減があり、前の期と単純に比べられない（</xsl:when><xsl:otherwise>industries joined or left: not to be compared with what is before (</xsl:otherwise></xsl:choose><xsl:for-each select="$d/r:category[r:break]"><xsl:if test="position() &gt; 1"><xsl:call-template name="w"><xsl:with-param name="ja" select="'；'"/><xsl:with-param name="en" select="'; '"/></xsl:call-template></xsl:if><xsl:value-of select="concat(@group, substring('年 ', 2 - $ja, 1), r:t[lang($lang)], ': ', r:break/r:t[lang($lang)])"/></xsl:for-each><xsl:call-template name="w"><xsl:with-param name="ja" select="'）。'"/><xsl:with-param name="en" select="'). '"/></xsl:call-template></xsl:if>
    <xsl:call-template name="revisions"><xsl:with-param name="d" select="$d"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="chapter-id">chapter-<xsl:value-of select="count(preceding::r:chapter) + 1"/></xsl:template>
  <xsl:template name="level">
    <xsl:variable name="n" select="3 + count(ancestor::r:section[ancestor::r:chapter])"/>
    <xsl:choose><xsl:when test="$n &gt; 6">6</xsl:when><xsl:otherwise><xsl:value-of select="$n"/></xsl:otherwise></xsl:choose>
  </xsl:template>
  <!-- Over what is shown: an unmarked chapter has its footnotes, too. -->
  <xsl:template name="footnote-number"><xsl:value-of select="count(preceding::r:fn[lang($lang) or not(ancestor::*/@xml:lang) or (ancestor::r:chapter and not(ancestor::r:chapter//*[self::r:p or self::r:note or self::r:list][lang($lang) or not(ancestor-or-self::*/@xml:lang)]))]) + 1"/></xsl:template>

  <!-- Blocks of an analyst's chapter in the language asked for; a chapter
       that has none shows what it has. -->
  <xsl:template name="chapter-blocks">
    <xsl:variable name="words" select="ancestor-or-self::r:chapter//*[self::r:p or self::r:note or self::r:list]"/>
    <xsl:variable name="other" select="not($words[lang($lang) or not(ancestor-or-self::*/@xml:lang)])"/>
    <xsl:apply-templates select="r:title[lang($lang)] | r:title[not(lang($lang)) and not(../r:title[lang($lang)])][1] | *[not(self::r:title)][self::r:section or $other or lang($lang) or not(ancestor-or-self::*/@xml:lang)]"/>
  </xsl:template>
</xsl:stylesheet>
