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
  <xsl:key name="table" match="r:crosstab" use="@dataset"/>
  <xsl:key name="table" match="r:rows" use="@id"/>
  <xsl:key name="figure" match="r:chart" use="@dataset"/>
  <xsl:key name="figure" match="r:timeline" use="'threads'"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="r:t r:p r:item r:fn r:note r:mark r:cell r:step r:link r:text r:tspan r:title r:alt"/>

  <!-- Over the names of a table's rows: what they are. -->
  <xsl:template name="item-word">
    <xsl:variable name="id" select="@dataset"/>
    <xsl:choose>
      <xsl:when test="starts-with($id, 'observations')"><xsl:value-of select="say:of('report.head.organisation', $lang)"/></xsl:when>
      <xsl:when test="$id='source-region' or $id='c2-region'"><xsl:value-of select="say:of('report.head.region', $lang)"/></xsl:when>
      <xsl:when test="$id='consultations'"><xsl:value-of select="say:of('report.head.consultation', $lang)"/></xsl:when>
      <xsl:when test="$id='membership'"><xsl:value-of select="say:of('report.head.industry', $lang)"/></xsl:when>
      <xsl:when test="$id='schemes'"><xsl:value-of select="say:of('report.head.scheme', $lang)"/></xsl:when>
      <xsl:when test="$id='months'"><xsl:value-of select="say:of('report.head.month', $lang)"/></xsl:when>
      <xsl:when test="$id='campaigns'"><xsl:value-of select="say:of('report.head.campaign', $lang)"/></xsl:when>
      <xsl:when test="$id='classes'"><xsl:value-of select="say:of('report.head.class', $lang)"/></xsl:when>
      <xsl:when test="$id='mail-kind' or $id='attachment-kind' or $id='bec-types'"><xsl:value-of select="say:of('report.head.kind', $lang)"/></xsl:when>
      <xsl:when test="$id='trend'"><xsl:value-of select="say:of('report.head.quarter', $lang)"/></xsl:when>
      <xsl:when test="$id='reconciliation'"><xsl:value-of select="say:of('report.head.fate', $lang)"/></xsl:when>
      <xsl:when test="$id='sightings'"><xsl:value-of select="say:of('report.head.sightings', $lang)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.item', $lang)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="number-word"><xsl:value-of select="say:of('report.head.number', $lang)"/></xsl:template>
  <xsl:template name="definition-mark"><xsl:value-of select="say:of('report.definition-mark', $lang)"/></xsl:template>
  <xsl:template name="note-word"><xsl:value-of select="say:of('report.note-mark', $lang)"/></xsl:template>
  <xsl:template name="year"><xsl:value-of select="say:of('report.year', $lang, 'year', @group)"/></xsl:template>
  <xsl:template name="kind"><xsl:value-of select="say:of(concat('report.step.kind.', @kind), $lang)"/></xsl:template>

  <xsl:template name="table-number"><xsl:number level="any" from="r:report" count="r:crosstab | r:rows | r:thread | r:table"/></xsl:template>
  <!-- A chart without one bar would say nothing, and is not drawn. -->
  <xsl:template name="figure-number"><xsl:value-of select="count((preceding::r:chart | preceding::r:timeline | preceding::r:figure)[not(self::r:chart) or key('set', @dataset)/r:obs[@value &gt; 0]]) + 1"/></xsl:template>
  <!-- A table or figure as text names it. -->
  <xsl:template match="r:ref[@kind='table']"><xsl:for-each select="key('table', @to)[1]">
    <xsl:variable name="n"><xsl:call-template name="table-number"/></xsl:variable>
    <xsl:value-of select="say:of('report.ref.table', $lang, 'number', $n)"/></xsl:for-each></xsl:template>
  <xsl:template match="r:ref[@kind='figure']"><xsl:for-each select="key('figure', @to)[1]">
    <xsl:variable name="n"><xsl:call-template name="figure-number"/></xsl:variable>
    <xsl:value-of select="say:of('report.ref.figure', $lang, 'number', $n)"/></xsl:for-each></xsl:template>
  <!-- Of the chapter that names it. -->
  <xsl:template match="r:ref[not(@kind)]">
    <xsl:variable name="to" select="@to"/>
    <xsl:for-each select="ancestor::r:chapter//*[self::r:figure or self::r:table][@id=$to]"><xsl:choose>
      <xsl:when test="self::r:figure"><xsl:variable name="n"><xsl:call-template name="figure-number"/></xsl:variable><xsl:value-of select="say:of('report.ref.figure', $lang, 'number', $n)"/></xsl:when>
      <xsl:otherwise><xsl:variable name="n"><xsl:call-template name="table-number"/></xsl:variable><xsl:value-of select="say:of('report.ref.table', $lang, 'number', $n)"/></xsl:otherwise>
    </xsl:choose></xsl:for-each>
  </xsl:template>
  <xsl:template match="r:ref[@kind='share' or @kind='tenths']">
    <xsl:variable name="d" select="key('set', @to)"/>
    <xsl:variable name="keys" select="concat(' ', @keys, ' ')"/>
    <xsl:variable name="part" select="sum($d/r:obs[contains($keys, concat(' ', @key, ' '))]/@value)"/>
    <xsl:variable name="of"><xsl:choose><xsl:when test="@kind='share'">200</xsl:when><xsl:otherwise>20</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:value-of select="floor(($of * $part + $d/@n) div (2 * $d/@n))"/>
  </xsl:template>
  <xsl:template match="r:ref[@kind='n']"><xsl:value-of select="format-number(key('set', @to)/@n, '#,##0')"/></xsl:template>

  <xsl:template name="table-title">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:variable name="number"><xsl:call-template name="table-number"/></xsl:variable>
    <xsl:variable name="title"><xsl:if test="self::r:table"><xsl:call-template name="chapter-title"/></xsl:if><xsl:value-of select="$d/r:title/r:t[lang($lang)] | r:title/r:t[lang($lang)] | @item"/><xsl:if test="@number"><xsl:value-of select="concat(say:of('report.threads', $lang), ' ', @number)"/></xsl:if></xsl:variable>
    <xsl:variable name="whole"><xsl:choose><xsl:when test="$d/@n"><xsl:value-of select="say:of('report.table.of', $lang, 'title', $title, 'n', $d/@n)"/></xsl:when><xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:value-of select="say:of('report.table', $lang, 'number', $number, 'title', $whole)"/>
  </xsl:template>

  <xsl:template name="figure-title">
    <xsl:variable name="number"><xsl:call-template name="figure-number"/></xsl:variable>
    <xsl:variable name="title"><xsl:choose>
      <xsl:when test="self::r:timeline"><xsl:value-of select="say:of('report.timeline', $lang)"/></xsl:when>
      <xsl:when test="self::r:figure"><xsl:call-template name="chapter-title"/></xsl:when>
      <xsl:when test="@type='organisation'"><xsl:value-of select="say:of('report.diagram', $lang, 'initiative', (/r:report/r:meta/r:initiative | /r:report/r:meta/r:issuer)[1]/r:t[lang($lang)])"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('set', @dataset)/r:title/r:t[lang($lang)]"/></xsl:otherwise>
    </xsl:choose></xsl:variable>
    <xsl:value-of select="say:of('report.figure', $lang, 'number', $number, 'title', $title)"/>
  </xsl:template>

  <!-- A date in running text: Japanese has months and days without a leading
       zero. -->
  <xsl:template name="day">
    <xsl:param name="d"/>
    <xsl:variable name="month" select="substring($d, 6, 2)"/>
    <xsl:variable name="day" select="substring($d, 9, 2)"/>
    <xsl:choose>
      <xsl:when test="$ja"><xsl:value-of select="say:of('report.issued', $lang, 'year', substring($d, 1, 4), 'month', number($month), 'day', number($day))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.issued', $lang, 'year', substring($d, 1, 4), 'month', $month, 'day', $day)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="issued"><xsl:call-template name="day"><xsl:with-param name="d" select="/r:report/@as-of"/></xsl:call-template></xsl:template>
  <!-- The same in a table's cell: 2018/12/14. -->
  <xsl:template name="short-day">
    <xsl:param name="d"/>
    <xsl:choose>
      <xsl:when test="$ja"><xsl:value-of select="concat(substring($d, 1, 4), '/', number(substring($d, 6, 2)), '/', number(substring($d, 9, 2)))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$d"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="step-day"><xsl:choose>
    <xsl:when test="@day"><xsl:call-template name="short-day"><xsl:with-param name="d" select="@day"/></xsl:call-template></xsl:when>
    <xsl:otherwise><xsl:value-of select="say:of('report.timeline.no-day', $lang)"/></xsl:otherwise>
  </xsl:choose></xsl:template>
  <!-- From one day to another, of a row of two dates. -->
  <xsl:template name="span">
    <xsl:param name="d"/><xsl:param name="k"/>
    <xsl:variable name="from" select="$d/r:obs[@key=$k and @measure='first']/@value"/>
    <xsl:variable name="to" select="$d/r:obs[@key=$k and @measure='last']/@value"/>
    <xsl:variable name="first"><xsl:call-template name="short-day"><xsl:with-param name="d" select="$from"/></xsl:call-template></xsl:variable>
    <xsl:variable name="last"><xsl:call-template name="short-day"><xsl:with-param name="d" select="$to"/></xsl:call-template></xsl:variable>
    <xsl:choose>
      <xsl:when test="$from = $to"><xsl:value-of select="$first"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.span', $lang, 'from', $first, 'to', $last)"/></xsl:otherwise>
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
  <!-- About as many lines as these take, a mark for each. -->
  <xsl:template name="lines">
    <xsl:param name="rest"/>
    <xsl:for-each select="$rest"><xsl:choose>
      <xsl:when test="self::r:figure">||||||||||||||||||</xsl:when>
      <xsl:otherwise><xsl:value-of select="substring('||||||||', 1, ceiling((string-length(.) + string-length(../../self::r:dataset/r:title/r:t[lang($lang)])) div (90 - 38 * $ja)))"/></xsl:otherwise>
    </xsl:choose></xsl:for-each>
  </xsl:template>

  <xsl:template name="made-by">
    <xsl:variable name="g" select="/r:report/r:meta/r:generator"/>
    <!-- With 1 nothing is withheld. -->
    <xsl:variable name="hidden"><xsl:if test="/r:report/@min-cell &gt; 1"><xsl:value-of select="say:of('report.made-by.hidden', $lang, 'min-cell', /r:report/@min-cell)"/></xsl:if></xsl:variable>
    <xsl:value-of select="say:of('report.made-by', $lang, 'version', $g/@version, 'hidden', string($hidden), 'ruleset', $g/@ruleset)"/>
  </xsl:template>

  <xsl:template name="hidden-mark">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o/@suppressed='small-cell'">＊</xsl:when>
      <xsl:when test="$o/@suppressed='complement'">†</xsl:when>
      <xsl:otherwise>…</xsl:otherwise>
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

  <!-- Value of one cell as people read it; in running text without the marks
       that are told under tables only. -->
  <xsl:template name="value">
    <xsl:param name="o"/><xsl:param name="unit"/><xsl:param name="prose" select="false()"/>
    <xsl:if test="$o/@about and not($prose)"><xsl:value-of select="say:of('report.organisation.about', $lang)"/></xsl:if>
    <xsl:choose>
      <xsl:when test="not($o)"/>
      <xsl:when test="$o/@value and string(number($o/@value)) != 'NaN'"><xsl:value-of select="concat(format-number($o/@value, '#,##0'), $unit)"/></xsl:when>
      <xsl:when test="$o/@value"><xsl:value-of select="$o/@value"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="not($prose)">
      <xsl:if test="$o/@source='history' and $o/@value">‡</xsl:if>
      <xsl:if test="$o/@partial">◇</xsl:if>
      <xsl:if test="$o/@was">r</xsl:if>
    </xsl:if>
  </xsl:template>
  <xsl:template match="r:q"><xsl:call-template name="value"><xsl:with-param name="o" select="key('set', @dataset)/r:obs[@key=current()/@key and @measure=current()/@measure]"/><xsl:with-param name="prose" select="true()"/></xsl:call-template></xsl:template>
  <!-- What is counted, behind the numbers of a table. -->
  <xsl:template name="unit">
    <xsl:param name="d"/><xsl:param name="m"/>
    <xsl:if test="$ja and $d/@unit='count' and $m != 'members'"><xsl:value-of select="say:of('report.unit.count', $lang)"/></xsl:if>
  </xsl:template>

  <!-- ※1: a table's own note, at a row's name or at a cell, and under the
       table. -->
  <xsl:template name="mark-number"><xsl:value-of select="say:of('report.mark.number', $lang, 'number', @n)"/></xsl:template>
  <xsl:template name="marks-at">
    <xsl:param name="table"/><xsl:param name="m"/><xsl:param name="k" select="''"/>
    <xsl:for-each select="$table/r:mark[lang($lang)][@measure=$m and string(@key)=string($k)]"><xsl:call-template name="mark-number"/></xsl:for-each>
  </xsl:template>

  <!-- What revised figures were, and where that was told. -->
  <xsl:template name="revised">
    <xsl:param name="d"/>
    <xsl:variable name="figures"><xsl:for-each select="$d/r:obs[@was]">
      <xsl:variable name="name"><xsl:for-each select="$d/r:category[@key=current()/@key]"><xsl:call-template name="category-name"/></xsl:for-each></xsl:variable>
      <xsl:variable name="figure" select="concat($name, ' ', $d/r:measure[@id=current()/@measure]/r:t[lang($lang)])"/>
      <xsl:variable name="day"><xsl:call-template name="day"><xsl:with-param name="d" select="@was-on"/></xsl:call-template></xsl:variable>
      <xsl:if test="position() &gt; 1"><xsl:value-of select="say:of('report.revised.list', $lang)"/></xsl:if>
      <xsl:value-of select="say:of('report.revised.figure', $lang, 'figure', $figure, 'was', format-number(@was, '#,##0'), 'period', @was-in, 'edition', @was-edition, 'day', $day)"/>
    </xsl:for-each></xsl:variable>
    <xsl:value-of select="say:of('report.revised', $lang, 'figures', $figures)"/>
  </xsl:template>
  <!-- On page 1: each figure that differs from what was published, in tables. -->
  <xsl:template name="corrigendum">
    <xsl:variable name="d" select=".."/>
    <xsl:variable name="name"><xsl:for-each select="$d/r:category[@key=current()/@key]"><xsl:call-template name="category-name"/></xsl:for-each></xsl:variable>
    <xsl:variable name="day"><xsl:call-template name="day"><xsl:with-param name="d" select="@was-on"/></xsl:call-template></xsl:variable>
    <xsl:variable name="table"><xsl:for-each select="key('table', $d/@id)[1]"><xsl:call-template name="table-number"/></xsl:for-each></xsl:variable>
    <xsl:value-of select="say:of('report.corrigendum', $lang, 'table', $table, 'figure', concat($name, ' ', $d/r:measure[@id=current()/@measure]/r:t[lang($lang)]), 'now', format-number(@value, '#,##0'), 'was', format-number(@was, '#,##0'), 'period', @was-in, 'edition', @was-edition, 'day', $day)"/>
  </xsl:template>
  <!-- What stands as it was told before. -->
  <xsl:template name="revisions">
    <xsl:param name="d"/>
    <xsl:variable name="day"><xsl:call-template name="day"><xsl:with-param name="d" select="$d/@as-on"/></xsl:call-template></xsl:variable>
    <xsl:if test="$d/r:obs/@was"><xsl:call-template name="revised"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:if>
    <xsl:if test="$d/@as-edition"><xsl:value-of select="say:of('report.carried', $lang, 'edition', $d/@as-edition, 'day', $day)"/></xsl:if>
    <xsl:if test="$d/@as-on and not($d/@as-edition)"><xsl:value-of select="say:of('report.carried.submitted', $lang, 'day', $day)"/></xsl:if>
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
    <xsl:variable name="obs" select="($d | key('set', current()/@beside))/r:obs[not(@measure=current()/@without)]"/>
    <!-- Of a table that is withheld whole the mark says no more than its N. -->
    <xsl:variable name="whole" select="boolean($d/r:category/@key='withheld')"/>
    <xsl:if test="$obs/@suppressed='small-cell'"><xsl:choose>
      <xsl:when test="$whole"><xsl:value-of select="say:of('report.mark.whole.small', $lang, 'min-cell', /r:report/@min-cell)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.mark.small-cell', $lang, 'min-cell', /r:report/@min-cell)"/></xsl:otherwise>
    </xsl:choose></xsl:if>
    <xsl:if test="$obs/@suppressed='complement'"><xsl:choose>
      <xsl:when test="$whole"><xsl:value-of select="say:of('report.mark.whole', $lang, 'min-cell', /r:report/@min-cell)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('report.mark.complement', $lang)"/></xsl:otherwise>
    </xsl:choose></xsl:if>
    <xsl:if test="$obs[@suppressed='not-collected' or @suppressed='unknown']"><xsl:value-of select="say:of('report.mark.none', $lang)"/></xsl:if>
    <xsl:if test="$obs[@source='history']/@value"><xsl:value-of select="say:of('report.mark.history', $lang)"/></xsl:if>
    <xsl:if test="$obs/@partial"><xsl:value-of select="say:of('report.mark.partial', $lang)"/></xsl:if>
    <xsl:if test="$d/r:category/r:break"><xsl:call-template name="breaks"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:if>
    <xsl:call-template name="revisions"><xsl:with-param name="d" select="$d"/></xsl:call-template>
  </xsl:template>

  <!-- Sections that have something in them and analysts' chapters, in one count;
       appendices by themselves. -->
  <xsl:template name="section-number"><xsl:choose>
    <xsl:when test="@appendix"><xsl:value-of select="say:of('report.appendix', $lang)"/><xsl:value-of select="count(preceding-sibling::r:chapter[@appendix]) + 1"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="count(preceding-sibling::r:section[*[not(self::r:title)]] | preceding-sibling::r:chapter) + 1"/></xsl:otherwise>
  </xsl:choose></xsl:template>
  <xsl:template name="chapter-title"><xsl:value-of select="(r:title[lang($lang)] | r:title[not(../r:title[lang($lang)])])[1]"/></xsl:template>
  <xsl:template name="example-word"><xsl:choose><xsl:when test="@altered='yes'"><xsl:value-of select="say:of('report.example.altered', $lang)"/></xsl:when><xsl:otherwise><xsl:value-of select="say:of('report.example', $lang)"/></xsl:otherwise></xsl:choose></xsl:template>
  <xsl:template name="chapter-id">chapter-<xsl:value-of select="count(preceding::r:chapter) + 1"/></xsl:template>
  <xsl:template name="level">
    <xsl:variable name="n" select="2 + count(ancestor::r:section[ancestor::r:chapter])"/>
    <xsl:choose><xsl:when test="$n &gt; 6">6</xsl:when><xsl:otherwise><xsl:value-of select="$n"/></xsl:otherwise></xsl:choose>
  </xsl:template>
  <!-- Over what is shown: an unmarked chapter has its footnotes, too. -->
  <xsl:template name="footnote-number"><xsl:value-of select="count(preceding::r:fn[lang($lang) or not(ancestor::*/@xml:lang) or (ancestor::r:chapter and not(ancestor::r:chapter//*[self::r:p or self::r:note or self::r:list or self::r:example][lang($lang) or not(ancestor-or-self::*/@xml:lang)]))]) + 1"/></xsl:template>

  <!-- A cell of a chapter's table. -->
  <xsl:template name="own-cell"><xsl:choose>
    <xsl:when test="r:t"><xsl:value-of select="(r:t[lang($lang)] | r:t[not(../r:t[lang($lang)])])[1]"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose></xsl:template>
  <!-- A chapter's picture in the language asked for, or what there is of it. -->
  <xsl:template name="alternative"><xsl:value-of select="(r:alt[lang($lang)] | r:alt[not(../r:alt[lang($lang)])])[1]"/></xsl:template>
  <xsl:template name="picture"><xsl:apply-templates select="(r:image[lang($lang)] | r:image[not(../r:image[lang($lang)])])[1]"/></xsl:template>
  <!-- How much of a millimetre its unit is: 96 to the inch where a page has
       room for that. -->
  <xsl:template name="picture-scale">
    <xsl:param name="scale" select="25.4 div 96"/>
    <xsl:choose>
      <xsl:when test="@width * $scale &gt; 160"><xsl:call-template name="picture-scale"><xsl:with-param name="scale" select="159.9 div @width"/></xsl:call-template></xsl:when>
      <xsl:when test="@height * $scale &gt; 130"><xsl:value-of select="130 div @height"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$scale"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- Shapes and words of the report as those of SVG. -->
  <xsl:template match="r:svg//* | r:svg" mode="drawing" priority="1">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/2000/svg"><xsl:copy-of select="@*"/><xsl:apply-templates mode="drawing"/></xsl:element>
  </xsl:template>
  <xsl:template name="drawing">
    <xsl:element name="svg" namespace="http://www.w3.org/2000/svg">
      <xsl:variable name="scale"><xsl:call-template name="picture-scale"/></xsl:variable>
      <xsl:copy-of select="r:svg/@*"/>
      <xsl:attribute name="width"><xsl:value-of select="format-number(@width * $scale, '0.0')"/>mm</xsl:attribute>
      <xsl:attribute name="height"><xsl:value-of select="format-number(@height * $scale, '0.0')"/>mm</xsl:attribute>
      <xsl:attribute name="font-family"><xsl:value-of select="$font"/></xsl:attribute>
      <xsl:attribute name="role">img</xsl:attribute>
      <xsl:for-each select="..">
        <xsl:element name="title" namespace="http://www.w3.org/2000/svg"><xsl:call-template name="chapter-title"/></xsl:element>
        <xsl:element name="desc" namespace="http://www.w3.org/2000/svg"><xsl:call-template name="alternative"/></xsl:element>
      </xsl:for-each>
      <xsl:apply-templates select="r:svg/*" mode="drawing"/>
    </xsl:element>
  </xsl:template>

  <!-- Blocks of an analyst's chapter in the language asked for; a chapter
       that has none shows what it has. -->
  <xsl:template name="chapter-blocks">
    <xsl:variable name="words" select="ancestor-or-self::r:chapter//*[self::r:p or self::r:note or self::r:list or self::r:example]"/>
    <xsl:variable name="other" select="not($words[lang($lang) or not(ancestor-or-self::*/@xml:lang)])"/>
    <xsl:apply-templates select="r:title[lang($lang)][1] | r:title[not(lang($lang)) and not(../r:title[lang($lang)])][1] | *[not(self::r:title)][self::r:section or $other or lang($lang) or not(ancestor-or-self::*/@xml:lang)]"/>
  </xsl:template>
</xsl:stylesheet>
