<?xml version="1.0" encoding="UTF-8"?>
<!-- What the report says in every form of it: figures with their marks, and the
     words of both languages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:param name="lang" select="'ja'"/>
  <xsl:variable name="ja" select="$lang='ja'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
  <!-- Tables of as many rows stay on one page; longer ones repeat their head. -->
  <xsl:variable name="few" select="16"/>
  <xsl:key name="set" match="r:dataset" use="@id"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="r:t r:p r:item r:fn r:note r:cell r:step r:link"/>

  <xsl:template name="item-word"><xsl:value-of select="say:of('report.item', $lang)"/></xsl:template>
  <xsl:template name="definition-mark"><xsl:value-of select="say:of('report.definition-mark', $lang)"/></xsl:template>
  <xsl:template name="note-word"><xsl:value-of select="say:of('report.note-mark', $lang)"/></xsl:template>
  <xsl:template name="year"><xsl:value-of select="say:of('report.year', $lang, 'year', @group)"/></xsl:template>
  <xsl:template name="kind"><xsl:value-of select="say:of(concat('report.step.kind.', @kind), $lang)"/></xsl:template>

  <xsl:template name="table-title">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:variable name="number"><xsl:number level="any" from="r:report" count="r:crosstab | r:rows | r:thread"/></xsl:variable>
    <xsl:variable name="title"><xsl:value-of select="$d/r:title/r:t[lang($lang)] | r:title/r:t[lang($lang)] | @item"/><xsl:if test="@number"><xsl:value-of select="concat(say:of('report.threads', $lang), ' ', @number)"/></xsl:if></xsl:variable>
    <xsl:variable name="whole"><xsl:choose><xsl:when test="$d/@n"><xsl:value-of select="say:of('report.table.of', $lang, 'title', $title, 'n', $d/@n)"/></xsl:when><xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:value-of select="say:of('report.table', $lang, 'number', $number, 'title', $whole)"/>
  </xsl:template>

  <!-- A chart without one bar would say nothing, and is not drawn. -->
  <xsl:template name="figure-title">
    <xsl:variable name="number" select="count((preceding::r:chart | preceding::r:timeline)[self::r:timeline or key('set', @dataset)/r:obs[@value &gt; 0]]) + 1"/>
    <xsl:variable name="title"><xsl:choose>
      <xsl:when test="self::r:timeline"><xsl:value-of select="say:of('report.timeline', $lang)"/></xsl:when>
      <xsl:when test="@type='organisation'"><xsl:value-of select="say:of('report.diagram', $lang)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('set', @dataset)/r:title/r:t[lang($lang)]"/></xsl:otherwise>
    </xsl:choose></xsl:variable>
    <xsl:value-of select="say:of('report.figure', $lang, 'number', $number, 'title', $title)"/>
  </xsl:template>

  <!-- Japanese has months and days without a leading zero. -->
  <xsl:template name="issued">
    <xsl:variable name="d" select="/r:report/@as-of"/>
    <xsl:variable name="month" select="substring($d, 6, 2)"/>
    <xsl:variable name="day" select="substring($d, 9, 2)"/>
    <xsl:choose>
      <xsl:when test="$ja"><xsl:value-of select="say:of('report.issued', $lang, 'year', substring($d, 1, 4), 'month', number($month), 'day', number($day))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.issued', $lang, 'year', substring($d, 1, 4), 'month', $month, 'day', $day)"/></xsl:otherwise>
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
    <xsl:value-of select="say:of('report.made-by', $lang, 'version', $g/@version, 'min-cell', /r:report/@min-cell, 'ruleset', $g/@ruleset)"/>
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
  <xsl:template name="category-name">
    <xsl:choose>
      <xsl:when test="@group"><xsl:value-of select="say:of('report.category', $lang, 'group', @group, 'name', r:t[lang($lang)])"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:t[lang($lang)]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="category-label"><xsl:call-template name="category-name"/><xsl:call-template name="break-mark"/></xsl:template>

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
  <xsl:template name="revised">
    <xsl:param name="d"/>
    <xsl:variable name="figures"><xsl:for-each select="$d/r:obs[@was]">
      <xsl:variable name="c" select="$d/r:category[@key=current()/@key]"/>
      <xsl:variable name="figure" select="concat($c/@group, ' ', $c/r:t[lang($lang)], ' ', $d/r:measure[@id=current()/@measure]/r:t[lang($lang)])"/>
      <xsl:if test="position() &gt; 1"><xsl:value-of select="say:of('report.revised.list', $lang)"/></xsl:if>
      <xsl:value-of select="say:of('report.revised.figure', $lang, 'figure', $figure, 'was', format-number(@was, '#,##0'), 'period', @was-in, 'edition', @was-edition, 'day', @was-on)"/>
    </xsl:for-each></xsl:variable>
    <xsl:value-of select="say:of('report.revised', $lang, 'figures', $figures)"/>
  </xsl:template>
  <!-- What stands as it was told before. -->
  <xsl:template name="revisions">
    <xsl:param name="d"/>
    <xsl:if test="$d/r:obs/@was"><xsl:call-template name="revised"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:if>
    <xsl:if test="$d/@as-edition"><xsl:value-of select="say:of('report.carried', $lang, 'edition', $d/@as-edition, 'day', $d/@as-on)"/></xsl:if>
    <xsl:if test="$d/@as-on and not($d/@as-edition)"><xsl:value-of select="say:of('report.carried.submitted', $lang, 'day', $d/@as-on)"/></xsl:if>
    <xsl:if test="$d/@of"><xsl:value-of select="say:of('report.carried.quarters', $lang)"/></xsl:if>
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

  <xsl:template name="breaks">
    <xsl:param name="d"/>
    <xsl:variable name="breaks"><xsl:for-each select="$d/r:category[r:break]">
      <xsl:if test="position() &gt; 1"><xsl:value-of select="say:of('report.mark.break-list', $lang)"/></xsl:if>
      <xsl:call-template name="category-name"/><xsl:text>: </xsl:text><xsl:value-of select="r:break/r:t[lang($lang)]"/>
    </xsl:for-each></xsl:variable>
    <xsl:value-of select="say:of('report.mark.break', $lang, 'breaks', $breaks)"/>
  </xsl:template>
  <xsl:template name="marks">
    <xsl:param name="d"/>
    <xsl:if test="$d/r:obs/@suppressed='small-cell'"><xsl:value-of select="say:of('report.mark.small-cell', $lang, 'min-cell', /r:report/@min-cell)"/></xsl:if>
    <xsl:if test="$d/r:obs/@suppressed='complement'"><xsl:value-of select="say:of('report.mark.complement', $lang)"/></xsl:if>
    <xsl:if test="$d/r:obs[@suppressed='not-collected' or @suppressed='unknown']"><xsl:value-of select="say:of('report.mark.none', $lang)"/></xsl:if>
    <xsl:if test="$d/r:obs[@source='history']/@value"><xsl:value-of select="say:of('report.mark.history', $lang)"/></xsl:if>
    <xsl:if test="$d/r:obs/@partial"><xsl:value-of select="say:of('report.mark.partial', $lang)"/></xsl:if>
    <xsl:if test="$d/r:category/r:break"><xsl:call-template name="breaks"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:if>
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
