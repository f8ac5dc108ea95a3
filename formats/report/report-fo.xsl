<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as XSL-FO, ready for any FO processor. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:import href="embed:report-words.xsl"/>
  <xsl:import href="embed:svg.xsl"/>
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:import href="embed:organisation.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:param name="font" select="'BIZ UDPGothic'"/>

  <!-- What is not torn, heading and lead included, takes two thirds of a page at
       most, for as much stays empty before it.  Of a timeline, in its units: -->
  <xsl:variable name="timeline-page" select="1120"/>
  <!-- Letters of a table's cells. -->
  <xsl:variable name="much" select="700"/>
  <!-- Rows of a table with its figure. -->
  <xsl:variable name="fewer" select="9"/>
  <!-- Lines, about, that the last page has at least. -->
  <xsl:variable name="last-lines" select="18 + 4 * $ja"/>

  <xsl:attribute-set name="td">
    <xsl:attribute name="border">0.5pt solid #444444</xsl:attribute>
    <xsl:attribute name="padding">0.8mm 1.5mm</xsl:attribute>
    <xsl:attribute name="line-height">1.4</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="th" use-attribute-sets="td">
    <xsl:attribute name="background-color">#e6edf5</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="caption">
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="font-size">9.5pt</xsl:attribute>
    <xsl:attribute name="space-after">1.5mm</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="small">
    <xsl:attribute name="font-size">8pt</xsl:attribute>
    <xsl:attribute name="space-before">1mm</xsl:attribute>
    <xsl:attribute name="line-height">1.35</xsl:attribute>
    <xsl:attribute name="keep-with-previous.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="/r:report">
    <fo:root font-family="{$font}" font-size="10pt" line-height="1.55" xml:lang="{$lang}" line-height-shift-adjustment="disregard-shifts">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="12mm 20mm 10mm 20mm">
          <fo:region-body margin="12mm 0 13mm 0"/><fo:region-before extent="11mm"/><fo:region-after extent="9mm" display-align="after"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default"><xsl:call-template name="whole-title"/></rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/></rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li><xsl:value-of select="$lang"/></rdf:li></rdf:Bag></dc:language></rdf:Description>
          <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate><xsl:value-of select="@as-of"/></xmp:CreateDate><xmp:ModifyDate><xsl:value-of select="@as-of"/></xmp:ModifyDate><xmp:MetadataDate><xsl:value-of select="@as-of"/></xmp:MetadataDate></rdf:Description>
        </rdf:RDF></x:xmpmeta>
      </fo:declarations>
      <fo:bookmark-tree><xsl:apply-templates select="r:section[*[not(self::r:title)]] | r:chapter" mode="bookmark"/></fo:bookmark-tree>
      <xsl:for-each select="r:section[*[not(self::r:title)]]"><fox:destination internal-destination="{@id}"/></xsl:for-each>
      <fo:page-sequence master-reference="page" xml:lang="{$lang}">
        <fo:static-content flow-name="xsl-region-before" role="artifact"><fo:block font-size="8pt" color="#555555" border-bottom="0.4pt solid #999999" text-align-last="justify"><xsl:call-template name="whole-title"/><fo:leader/><xsl:call-template name="tlp-label"/></fo:block></fo:static-content>
        <fo:static-content flow-name="xsl-region-after" role="artifact"><fo:table table-layout="fixed" width="100%" font-size="8pt" role="artifact"><fo:table-column number-columns-repeated="3" column-width="proportional-column-width(1)"/><fo:table-body><fo:table-row>
          <fo:table-cell><fo:block/></fo:table-cell>
          <fo:table-cell display-align="center"><fo:block text-align="center"><fo:page-number/> / <fo:page-number-citation-last ref-id="end"/></fo:block></fo:table-cell>
          <fo:table-cell><fo:block text-align="end"><xsl:call-template name="tlp-label"/></fo:block></fo:table-cell>
        </fo:table-row></fo:table-body></fo:table></fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block role="H1" font-size="18pt" font-weight="bold" text-align="center" color="#1f4e79"><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/></fo:block>
          <fo:block font-size="13pt" text-align="center" space-after="4mm"><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></fo:block>
          <fo:block text-align="end"><xsl:call-template name="issued"/></fo:block>
          <fo:block text-align="end" space-after="5mm"><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/></fo:block>
          <xsl:variable name="corrected" select="r:dataset/r:obs[@was][key('table', ../@id)]"/>
          <xsl:if test="$corrected"><fo:block border="1.2pt solid #1f4e79" padding="3mm" margin="0" space-after="4mm"><fo:block font-weight="bold" keep-with-next.within-page="always"><xsl:value-of select="say:of('report.corrigenda', $lang)"/></fo:block><xsl:for-each select="$corrected"><fo:block font-size="9pt"><xsl:call-template name="corrigendum"/></fo:block></xsl:for-each></fo:block></xsl:if>
          <xsl:apply-templates select="r:front/*[lang($lang)]"/>
          <xsl:apply-templates select="r:section[*[not(self::r:title)]] | r:chapter"/>
          <fo:block id="end" text-align="end" space-before="3mm" keep-with-previous.within-page="always"><xsl:value-of select="say:of('report.end', $lang)"/></fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="whole-title"><xsl:value-of select="concat(/r:report/r:meta/r:title/r:t[lang($lang)], ' ', /r:report/r:meta/r:subtitle/r:t[lang($lang)])"/></xsl:template>
  <xsl:template name="tlp-label">
    <fo:inline font-size="12pt" font-weight="bold" background-color="#000000" padding="0.3mm 1.5mm"><xsl:attribute name="color"><xsl:call-template name="tlp-colour"/></xsl:attribute><xsl:call-template name="tlp"/></fo:inline>
  </xsl:template>

  <xsl:template match="r:report/r:section" mode="bookmark">
    <fo:bookmark internal-destination="{@id}"><fo:bookmark-title><xsl:value-of select="concat(position(), ' ', r:title/r:t[lang($lang)])"/></fo:bookmark-title></fo:bookmark>
  </xsl:template>
  <xsl:template match="r:chapter" mode="bookmark">
    <fo:bookmark><xsl:attribute name="internal-destination"><xsl:call-template name="chapter-id"/></xsl:attribute><fo:bookmark-title><xsl:call-template name="section-number"/><xsl:text> </xsl:text><xsl:call-template name="chapter-title"/></fo:bookmark-title></fo:bookmark>
  </xsl:template>

  <xsl:template match="r:report/r:section">
    <fo:block id="{@id}" role="H2" font-size="14pt" font-weight="bold" space-before="7mm" space-after="2mm" keep-with-next.within-page="always" border-bottom="1pt solid #1f4e79"><xsl:call-template name="section-number"/><xsl:text>　</xsl:text><xsl:value-of select="r:title/r:t[lang($lang)]"/></fo:block>
    <xsl:apply-templates select="*[not(self::r:title)][not(@xml:lang) or lang($lang)]"/>
  </xsl:template>

  <xsl:template match="r:chapter"><fo:block><xsl:attribute name="id"><xsl:call-template name="chapter-id"/></xsl:attribute><xsl:call-template name="chapter-blocks"/></fo:block></xsl:template>
  <xsl:template match="r:chapter//r:section"><xsl:call-template name="chapter-blocks"/></xsl:template>
  <xsl:template match="r:chapter/r:title" priority="1">
    <fo:block role="H2" font-size="14pt" font-weight="bold" space-before="7mm" space-after="2mm" keep-with-next.within-page="always" border-bottom="1pt solid #1f4e79"><xsl:call-template name="title-whole"/><xsl:call-template name="tongue"/><xsl:for-each select=".."><xsl:call-template name="section-number"/></xsl:for-each><xsl:text>　</xsl:text><xsl:apply-templates/></fo:block>
    <xsl:if test="../@waits"><fo:block border="1.2pt solid #1f4e79" padding="2mm" margin="0" space-after="3mm" keep-with-next.within-page="always"><xsl:value-of select="say:of('report.chapter.waits', $lang)"/></fo:block></xsl:if>
  </xsl:template>
  <!-- Not torn between pages, unless nobody would call it a title. -->
  <xsl:template name="title-whole"><xsl:if test="string-length(.) &lt; 1200"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="r:chapter//r:title">
    <xsl:variable name="level"><xsl:call-template name="level"/></xsl:variable>
    <fo:block role="H{$level}" font-weight="bold" space-before="4mm" space-after="1mm" keep-with-next.within-page="always"><xsl:attribute name="font-size"><xsl:choose><xsl:when test="$level = 3">12pt</xsl:when><xsl:otherwise>10.5pt</xsl:otherwise></xsl:choose></xsl:attribute><xsl:call-template name="title-whole"/><xsl:call-template name="tongue"/><xsl:apply-templates/></fo:block>
  </xsl:template>
  <xsl:template name="tongue"><xsl:if test="@xml:lang != $lang"><xsl:copy-of select="@xml:lang"/></xsl:if></xsl:template>

  <!-- What leads to a table or figure goes with it. -->
  <xsl:template name="leads"><xsl:if test="string-length(.) &lt; 400 and following-sibling::*[not(@xml:lang) or lang($lang)][1][self::r:crosstab or self::r:rows or self::r:chart or self::r:timeline or self::r:figure or self::r:table or self::r:definitions]"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="r:p"><fo:block space-after="2mm"><xsl:call-template name="leads"/><xsl:call-template name="last-lines"/><xsl:if test="@lead"><xsl:attribute name="font-weight">bold</xsl:attribute><xsl:attribute name="space-before">3mm</xsl:attribute><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if><xsl:if test="lang('ja') or (not(@xml:lang) and $ja)"><xsl:attribute name="text-indent">1em</xsl:attribute></xsl:if><xsl:call-template name="tongue"/><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="r:note"><fo:block xsl:use-attribute-sets="small" space-after="2mm"><xsl:call-template name="last-lines"/><xsl:call-template name="tongue"/><xsl:call-template name="note-word"/><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="r:list"><fo:list-block provisional-distance-between-starts="4.5mm" provisional-label-separation="1mm" space-after="2mm"><xsl:call-template name="tongue"/><xsl:for-each select="r:item"><fo:list-item><xsl:call-template name="last-lines"/><fo:list-item-label end-indent="label-end()"><fo:block>・</fo:block></fo:list-item-label><fo:list-item-body start-indent="body-start()"><fo:block><xsl:apply-templates/></fo:block></fo:list-item-body></fo:list-item></xsl:for-each></fo:list-block></xsl:template>
  <xsl:template match="r:example"><fo:block border="0.6pt solid #777777" background-color="#f6f6f6" padding="2mm" space-before="2mm" space-after="3mm" margin="0"><xsl:call-template name="last-lines"/><xsl:if test="string-length(.) &lt; 1200"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if><xsl:call-template name="tongue"/><fo:block font-size="8.5pt" keep-with-next.within-page="always"><xsl:call-template name="example-word"/></fo:block><xsl:for-each select="r:line"><fo:block><xsl:apply-templates/></fo:block></xsl:for-each></fo:block></xsl:template>
  <xsl:template match="r:figure">
    <fo:block space-before="3mm" space-after="4mm" text-align="center"><xsl:call-template name="last-lines"/>
      <fo:block line-height="1" keep-with-next.within-page="always"><xsl:call-template name="picture"/></fo:block>
      <fo:block font-weight="bold" font-size="9.5pt"><xsl:if test="string-length(r:title[1]) &lt; 400"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if><xsl:call-template name="figure-title"/></fo:block>
      <xsl:if test="@altered='yes'"><fo:block font-size="8pt"><xsl:value-of select="say:of('report.picture.altered', $lang)"/></fo:block></xsl:if>
    </fo:block>
  </xsl:template>
  <xsl:template match="r:image[@type='png']">
    <xsl:variable name="scale"><xsl:call-template name="picture-scale"/></xsl:variable>
    <fo:external-graphic src="url('data:image/png;base64,{.}')" scaling="uniform">
      <xsl:attribute name="fox:alt-text"><xsl:for-each select=".."><xsl:call-template name="alternative"/></xsl:for-each></xsl:attribute>
      <xsl:attribute name="content-width"><xsl:value-of select="format-number(@width * $scale, '0.0')"/>mm</xsl:attribute>
      <xsl:attribute name="content-height"><xsl:value-of select="format-number(@height * $scale, '0.0')"/>mm</xsl:attribute>
    </fo:external-graphic>
  </xsl:template>
  <xsl:template match="r:image">
    <fo:instream-foreign-object><xsl:attribute name="fox:alt-text"><xsl:for-each select=".."><xsl:call-template name="alternative"/></xsl:for-each></xsl:attribute><xsl:call-template name="drawing"/></fo:instream-foreign-object>
  </xsl:template>
  <xsl:template match="r:table">
    <!-- As many letters as a column surely has room for. -->
    <xsl:variable name="solid" select="floor(80 div count(r:head/r:cell))"/>
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:row)"/>
      <xsl:with-param name="letters" select="string-length(.)"/>
      <xsl:with-param name="table">
        <fo:table table-layout="fixed" width="100%" font-size="9pt"><xsl:if test="count(r:head/r:cell) &gt; 4"><xsl:attribute name="font-size">8pt</xsl:attribute></xsl:if>
          <fo:table-column fox:header="true" column-width="proportional-column-width(1)"/><xsl:for-each select="r:head/r:cell[position() &gt; 1]"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
          <fo:table-header><fo:table-row><xsl:for-each select="r:head/r:cell"><fo:table-cell xsl:use-attribute-sets="th"><fo:block solid="{$solid}"><xsl:call-template name="own-cell"/></fo:block></fo:table-cell></xsl:for-each></fo:table-row></fo:table-header>
          <fo:table-body><xsl:for-each select="r:row"><fo:table-row><xsl:if test="string-length(.) &lt; 400"><xsl:call-template name="keeps"/></xsl:if><xsl:for-each select="r:cell"><fo:table-cell xsl:use-attribute-sets="td"><fo:block solid="{$solid}"><xsl:call-template name="own-cell"/></fo:block></fo:table-cell></xsl:for-each></fo:table-row></xsl:for-each></fo:table-body>
        </fo:table>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="r:fn">
    <xsl:variable name="n"><xsl:call-template name="footnote-number"/></xsl:variable>
    <fo:footnote><fo:inline font-size="65%" baseline-shift="super"><xsl:value-of select="$n"/></fo:inline><fo:footnote-body><fo:block font-size="8pt" text-indent="0" start-indent="0" text-align="start"><xsl:value-of select="$n"/><xsl:text> </xsl:text><xsl:apply-templates/></fo:block></fo:footnote-body></fo:footnote>
  </xsl:template>
  <xsl:template match="r:link"><xsl:apply-templates/> [<xsl:value-of select="@href"/>]</xsl:template>
  <!-- The last lines of a report go to one page: none has a box alone, or a
       sentence. -->
  <xsl:variable name="appendix" select="/r:report/r:chapter[@appendix]//*[self::r:p or self::r:item or self::r:note or self::r:line or self::r:row or self::r:figure][lang($lang) or not(ancestor-or-self::*/@xml:lang)]"/>
  <xsl:template name="last-page">
    <xsl:param name="rest"/>
    <xsl:variable name="lines"><xsl:for-each select="$rest"><xsl:choose>
      <xsl:when test="self::r:figure">||||||||||||||||||</xsl:when>
      <xsl:otherwise><xsl:value-of select="substring('||||||||', 1, ceiling((string-length(.) + string-length(../../self::r:dataset/r:title/r:t[lang($lang)])) div (90 - 38 * $ja)))"/></xsl:otherwise>
    </xsl:choose></xsl:for-each></xsl:variable>
    <xsl:if test="string-length($lines) &lt; $last-lines"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
  </xsl:template>
  <xsl:template name="last-lines"><xsl:if test="ancestor::r:chapter/@appendix"><xsl:call-template name="last-page"><xsl:with-param name="rest" select="following::*[self::r:p or self::r:item or self::r:note or self::r:line or self::r:row or self::r:figure][lang($lang) or not(ancestor-or-self::*/@xml:lang)]"/></xsl:call-template></xsl:if></xsl:template>
  <xsl:template match="r:definitions">
    <fo:list-block provisional-distance-between-starts="4.5mm" provisional-label-separation="1mm" space-after="2mm" font-size="9pt"><xsl:for-each select="/r:report/r:dataset[r:category]"><fo:list-item><xsl:call-template name="last-page"><xsl:with-param name="rest" select="following-sibling::r:dataset[r:category]/r:definition/r:t[lang($lang)] | $appendix"/></xsl:call-template><fo:list-item-label end-indent="label-end()"><fo:block>・</fo:block></fo:list-item-label><fo:list-item-body start-indent="body-start()"><fo:block><fo:inline font-weight="bold"><xsl:value-of select="r:title/r:t[lang($lang)]"/></fo:inline><xsl:call-template name="definition-mark"/><xsl:value-of select="r:definition/r:t[lang($lang)]"/></fo:block></fo:list-item-body></fo:list-item></xsl:for-each></fo:list-block>
    <fo:block xsl:use-attribute-sets="small"><xsl:call-template name="last-page"><xsl:with-param name="rest" select="$appendix"/></xsl:call-template><xsl:call-template name="note-word"/><xsl:call-template name="made-by"/></fo:block>
  </xsl:template>
  <xsl:template match="r:box"><fo:block keep-with-previous.within-page="always" border="1.2pt solid #1f4e79" padding="3mm" space-before="4mm" space-after="4mm" margin="0" keep-together.within-page="always"><xsl:call-template name="last-page"><xsl:with-param name="rest" select="$appendix"/></xsl:call-template><xsl:value-of select="r:t[lang($lang)]"/></fo:block></xsl:template>

  <xsl:template match="r:chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:variable name="beside"><xsl:for-each select="preceding-sibling::*[1]"><xsl:call-template name="is-beside"/></xsl:for-each></xsl:variable>
    <xsl:if test="$d/r:obs[@value &gt; 0] and $beside = ''"><xsl:call-template name="chart"/></xsl:if>
  </xsl:template>
  <xsl:template name="chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
      <fo:block keep-together.within-page="always" space-before="3mm" space-after="4mm" text-align="center">
        <fo:block line-height="1" keep-with-next.within-page="always"><fo:instream-foreign-object fox:alt-text="{r:alt/r:t[lang($lang)]}">
          <xsl:if test="@type='shares'"><xsl:attribute name="content-width">84mm</xsl:attribute><xsl:attribute name="scaling">uniform</xsl:attribute></xsl:if>
          <xsl:choose>
            <xsl:when test="@type='bars'"><xsl:call-template name="chart-bars"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
            <xsl:when test="@type='organisation'"><xsl:call-template name="chart-organisation"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
            <xsl:otherwise><xsl:call-template name="chart-shares"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
          </xsl:choose>
        </fo:instream-foreign-object></fo:block>
        <fo:block font-weight="bold" font-size="9.5pt"><xsl:call-template name="figure-title"/></fo:block>
      </fo:block>
  </xsl:template>

  <!-- A table under its title; what is short is not torn apart, nor from its
       figure. -->
  <xsl:template name="table">
    <xsl:param name="rows"/><xsl:param name="letters"/><xsl:param name="table"/><xsl:param name="notes"/><xsl:param name="beside"/>
    <xsl:variable name="drawn" select="$beside = '' and following-sibling::*[1][self::r:chart][@dataset=current()/@dataset][key('set', @dataset)/r:obs[@value &gt; 0]]"/>
    <fo:block space-before="3mm" space-after="3mm">
      <xsl:if test="$letters &lt; $much and $rows &lt;= $few and ($rows &lt;= $fewer or not($drawn))"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if>
      <xsl:call-template name="last-lines"/>
      <xsl:if test="$drawn"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <fo:block xsl:use-attribute-sets="caption"><xsl:call-template name="table-title"/></fo:block>
      <xsl:copy-of select="$table"/>
      <xsl:if test="string($notes) != ''"><fo:block xsl:use-attribute-sets="small"><xsl:copy-of select="$notes"/></fo:block></xsl:if>
    </fo:block>
  </xsl:template>
  <xsl:template name="letters"><xsl:variable name="text"><xsl:copy-of select="r:row/r:cell[not(r:t)] | r:row/r:cell/r:t[lang($lang)]"/></xsl:variable><xsl:value-of select="string-length($text)"/></xsl:template>
  <!-- No row alone at the top or the foot of a page; none torn but by a text
       that is longer than many a page's rest. -->
  <xsl:template name="keeps">
    <xsl:if test="string-length(.) &lt; 1200"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if>
    <xsl:if test="position() = 1 and last() &gt; 1"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
    <xsl:if test="position() = last() and last() &gt; 2"><xsl:attribute name="keep-with-previous.within-page">always</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- A narrow table has its shares at its side. -->
  <xsl:template name="is-beside"><xsl:if test="self::r:crosstab and not(@keys='columns' or @beside or @span or @numbered) and count(key('set', @dataset)/r:measure) = 1 and count(key('set', @dataset)/r:category) &lt;= $few and following-sibling::*[1][self::r:chart][@type='shares'][@dataset=current()/@dataset][key('set', @dataset)/r:obs[@value &gt; 0]]">yes</xsl:if></xsl:template>
  <xsl:template match="r:crosstab">
    <xsl:variable name="beside"><xsl:call-template name="is-beside"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$beside = 'yes'">
        <fo:table role="Div" table-layout="fixed" width="100%" space-after="3mm">
          <fo:table-column column-width="84mm"/><fo:table-column column-width="86mm"/>
          <fo:table-body role="Div"><fo:table-row role="Div" keep-together.within-page="always">
            <fo:table-cell role="Div"><xsl:call-template name="crosstab"><xsl:with-param name="beside" select="$beside"/></xsl:call-template></fo:table-cell>
            <fo:table-cell role="Div" display-align="center"><xsl:for-each select="following-sibling::r:chart[1]"><xsl:call-template name="chart"/></xsl:for-each></fo:table-cell>
          </fo:table-row></fo:table-body>
        </fo:table>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="crosstab"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="crosstab">
    <xsl:param name="beside"/>
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:variable name="names"><xsl:copy-of select="$d/r:category/r:t[lang($lang)]"/></xsl:variable>
    <xsl:call-template name="table">
      <xsl:with-param name="beside" select="$beside"/>
      <xsl:with-param name="rows"><xsl:choose><xsl:when test="@keys='columns'"><xsl:value-of select="count($d/r:measure)"/></xsl:when><xsl:otherwise><xsl:value-of select="count($d/r:category)"/></xsl:otherwise></xsl:choose></xsl:with-param>
      <xsl:with-param name="letters" select="string-length($names)"/>
      <xsl:with-param name="table"><xsl:choose>
        <xsl:when test="@keys='columns'"><xsl:call-template name="columns"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:when test="@beside"><xsl:call-template name="beside"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:call-template name="rows"><xsl:with-param name="d" select="$d"/><xsl:with-param name="beside" select="$beside"/></xsl:call-template></xsl:otherwise>
      </xsl:choose><xsl:apply-templates select="r:mark[lang($lang)]"/></xsl:with-param>
      <xsl:with-param name="notes"><xsl:call-template name="marks"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="r:mark"><fo:block xsl:use-attribute-sets="small"><xsl:call-template name="mark-number"/><xsl:text> </xsl:text><xsl:apply-templates/></fo:block></xsl:template>

  <xsl:template name="head-cell"><xsl:param name="t"/><xsl:param name="deep" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="th"><xsl:if test="$deep &gt; 1"><xsl:attribute name="number-rows-spanned"><xsl:value-of select="$deep"/></xsl:attribute></xsl:if><fo:block><xsl:value-of select="$t"/></fo:block></fo:table-cell>
  </xsl:template>
  <xsl:template name="number-head"><xsl:param name="deep" select="1"/>
    <xsl:call-template name="head-cell"><xsl:with-param name="deep" select="$deep"/><xsl:with-param name="t"><xsl:call-template name="number-word"/></xsl:with-param></xsl:call-template>
  </xsl:template>
  <xsl:template name="item-head"><xsl:param name="deep" select="1"/>
    <xsl:call-template name="head-cell"><xsl:with-param name="deep" select="$deep"/><xsl:with-param name="t"><xsl:call-template name="item-word"/></xsl:with-param></xsl:call-template>
  </xsl:template>
  <xsl:template name="number-cell"><fo:table-cell xsl:use-attribute-sets="td" text-align="center"><fo:block><xsl:value-of select="position()"/></fo:block></fo:table-cell></xsl:template>

  <xsl:template name="columns">
    <xsl:param name="d"/>
    <xsl:variable name="table" select="."/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <xsl:variable name="deep" select="1 + boolean($cats/@group)"/>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <xsl:if test="@numbered"><fo:table-column fox:header="true" column-width="11mm"/></xsl:if>
      <fo:table-column fox:header="true" column-width="50mm"/>
      <xsl:for-each select="$cats"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
      <fo:table-header>
        <fo:table-row>
          <xsl:if test="@numbered"><xsl:call-template name="number-head"><xsl:with-param name="deep" select="$deep"/></xsl:call-template></xsl:if>
          <xsl:call-template name="item-head"><xsl:with-param name="deep" select="$deep"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="$deep = 2"><xsl:for-each select="$cats[not(@group=preceding-sibling::r:category/@group)]"><fo:table-cell xsl:use-attribute-sets="th" number-columns-spanned="{count($cats[@group=current()/@group])}"><fo:block><xsl:call-template name="year"/></fo:block></fo:table-cell></xsl:for-each></xsl:when>
            <xsl:otherwise><xsl:for-each select="$cats"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template></xsl:for-each></xsl:otherwise>
          </xsl:choose>
        </fo:table-row>
        <xsl:if test="$deep = 2"><fo:table-row><xsl:for-each select="$cats"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template></xsl:for-each></fo:table-row></xsl:if>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$d/r:measure[not(@id=$table/@without)]"><xsl:variable name="m" select="@id"/>
          <xsl:variable name="unit"><xsl:call-template name="unit"><xsl:with-param name="d" select="$d"/><xsl:with-param name="m" select="$m"/></xsl:call-template></xsl:variable>
          <fo:table-row><xsl:call-template name="keeps"/><xsl:if test="$table/@numbered"><xsl:call-template name="number-cell"/></xsl:if><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:value-of select="r:t[lang($lang)]"/><xsl:call-template name="marks-at"><xsl:with-param name="table" select="$table"/><xsl:with-param name="m" select="$m"/></xsl:call-template></fo:block></fo:table-cell>
            <xsl:for-each select="$cats"><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=current()/@key and @measure=$m]"/><xsl:with-param name="unit" select="$unit"/></xsl:call-template><xsl:call-template name="marks-at"><xsl:with-param name="table" select="$table"/><xsl:with-param name="m" select="$m"/><xsl:with-param name="k" select="@key"/></xsl:call-template></fo:block></fo:table-cell></xsl:for-each>
          </fo:table-row></xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:param name="d"/><xsl:param name="beside"/>
    <xsl:variable name="table" select="."/>
    <xsl:variable name="whole"><xsl:call-template name="whole"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:variable name="share" select="@share and $whole &gt; 0"/>
    <!-- Zeros at the end of a count of counts say nothing. -->
    <xsl:variable name="told" select="$d/r:obs[not(@value=0)]"/>
    <xsl:variable name="measures" select="$d/r:measure[not($table/@span and (@id='first' or @id='last'))]"/>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <xsl:if test="@numbered"><fo:table-column fox:header="true" column-width="11mm"/></xsl:if>
      <fo:table-column fox:header="true" column-width="proportional-column-width(3)"/>
      <xsl:if test="@span"><fo:table-column column-width="proportional-column-width(3)"/></xsl:if>
      <xsl:for-each select="$measures"><fo:table-column><xsl:attribute name="column-width">proportional-column-width(<xsl:choose><xsl:when test="$beside = 'yes'">2.2</xsl:when><xsl:otherwise>1.4</xsl:otherwise></xsl:choose>)</xsl:attribute></fo:table-column></xsl:for-each>
      <xsl:if test="$share"><fo:table-column column-width="proportional-column-width(1)"/></xsl:if>
      <fo:table-header><fo:table-row>
        <xsl:if test="@numbered"><xsl:call-template name="number-head"/></xsl:if>
        <xsl:call-template name="item-head"/>
        <xsl:if test="@span"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="say:of('report.head.span', $lang)"/></xsl:call-template></xsl:if>
        <xsl:for-each select="$measures"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template></xsl:for-each>
        <xsl:if test="$share"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="'%'"/></xsl:call-template></xsl:if>
      </fo:table-row></fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$d/r:category[not($d/@id='sightings') or not($told) or (. | following-sibling::r:category)/@key=$told/@key]"><xsl:variable name="k" select="@key"/>
          <fo:table-row><xsl:call-template name="keeps"/><xsl:if test="$table/@numbered"><xsl:call-template name="number-cell"/></xsl:if><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:call-template name="category-label"/></fo:block></fo:table-cell>
            <xsl:if test="$table/@span"><fo:table-cell xsl:use-attribute-sets="td" text-align="center"><fo:block><xsl:call-template name="span"><xsl:with-param name="d" select="$d"/><xsl:with-param name="k" select="$k"/></xsl:call-template></fo:block></fo:table-cell></xsl:if>
            <xsl:for-each select="$measures"><xsl:variable name="unit"><xsl:call-template name="unit"><xsl:with-param name="d" select="$d"/><xsl:with-param name="m" select="@id"/></xsl:call-template></xsl:variable><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=$k and @measure=current()/@id]"/><xsl:with-param name="unit" select="$unit"/></xsl:call-template></fo:block></fo:table-cell></xsl:for-each>
            <xsl:if test="$share"><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="share"><xsl:with-param name="d" select="$d"/><xsl:with-param name="o" select="$d/r:obs[@key=$k][1]"/></xsl:call-template></fo:block></fo:table-cell></xsl:if>
          </fo:table-row></xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Two years of one breakdown. -->
  <xsl:template name="beside">
    <xsl:param name="d"/>
    <xsl:variable name="b" select="key('set', @beside)"/>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <fo:table-column fox:header="true" column-width="proportional-column-width(2)"/><fo:table-column number-columns-repeated="4" column-width="proportional-column-width(1)"/>
      <fo:table-header>
        <fo:table-row><xsl:call-template name="item-head"><xsl:with-param name="deep" select="2"/></xsl:call-template><xsl:for-each select="r:head"><fo:table-cell xsl:use-attribute-sets="th" number-columns-spanned="2"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell></xsl:for-each></fo:table-row>
        <fo:table-row><xsl:for-each select="$d | $b"><xsl:call-template name="head-cell"><xsl:with-param name="t" select="r:measure/r:t[lang($lang)]"/></xsl:call-template><xsl:call-template name="head-cell"><xsl:with-param name="t" select="'%'"/></xsl:call-template></xsl:for-each></fo:table-row>
      </fo:table-header>
      <fo:table-body><xsl:for-each select="$d/r:category | $b/r:category[not(@key=$d/r:category/@key)]"><xsl:variable name="k" select="@key"/>
        <fo:table-row><xsl:call-template name="keeps"/><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:call-template name="category-label"/></fo:block></fo:table-cell>
          <xsl:for-each select="$d | $b"><xsl:variable name="o" select="r:obs[@key=$k]"/><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="value"><xsl:with-param name="o" select="$o"/></xsl:call-template></fo:block></fo:table-cell><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="share"><xsl:with-param name="d" select="."/><xsl:with-param name="o" select="$o"/></xsl:call-template></fo:block></fo:table-cell></xsl:for-each>
        </fo:table-row></xsl:for-each></fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="r:rows">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:row)"/>
      <xsl:with-param name="letters"><xsl:call-template name="letters"/></xsl:with-param>
      <xsl:with-param name="table">
        <fo:table table-layout="fixed" width="100%" font-size="8.5pt">
          <fo:table-column fox:header="true" column-width="12mm"/>
          <xsl:for-each select="r:head[position() &gt; 1]"><fo:table-column><xsl:attribute name="column-width">proportional-column-width(<xsl:choose><xsl:when test="@wide">3.2</xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose>)</xsl:attribute></fo:table-column></xsl:for-each>
          <fo:table-header><fo:table-row><xsl:for-each select="r:head"><fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell></xsl:for-each></fo:table-row></fo:table-header>
          <fo:table-body><xsl:for-each select="r:row"><fo:table-row><xsl:call-template name="keeps"/><xsl:for-each select="r:cell"><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:choose><xsl:when test="r:t"><xsl:value-of select="r:t[lang($lang)]"/></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose></fo:block></fo:table-cell></xsl:for-each></fo:table-row></xsl:for-each></fo:table-body>
        </fo:table>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="r:timeline">
    <xsl:call-template name="timeline-part"/>
    <fo:block font-weight="bold" font-size="9.5pt" text-align="center" space-after="4mm" keep-with-previous.within-page="always"><xsl:call-template name="figure-title"/></fo:block>
  </xsl:template>
  <!-- As much of it as fits a page, then the rest. -->
  <xsl:template name="timeline-part">
    <xsl:param name="from" select="50"/>
    <xsl:variable name="more" select="@height - $from &gt; $timeline-page"/>
    <xsl:variable name="to"><xsl:choose><xsl:when test="$more"><xsl:value-of select="$from + $timeline-page"/></xsl:when><xsl:otherwise><xsl:value-of select="@height"/></xsl:otherwise></xsl:choose></xsl:variable>
    <fo:block space-before="3mm" text-align="center" line-height="1">
      <fo:instream-foreign-object>
        <xsl:attribute name="fox:alt-text"><xsl:value-of select="say:of('report.timeline.alt', $lang)"/></xsl:attribute>
        <xsl:call-template name="timeline"><xsl:with-param name="ja" select="$ja"/><xsl:with-param name="font" select="$font"/><xsl:with-param name="from" select="$from"/><xsl:with-param name="to" select="$to"/></xsl:call-template>
      </fo:instream-foreign-object>
    </fo:block>
    <xsl:if test="$more"><xsl:call-template name="timeline-part"><xsl:with-param name="from" select="$to"/></xsl:call-template></xsl:if>
  </xsl:template>

  <xsl:template match="r:thread">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:step)"/>
      <xsl:with-param name="letters" select="string-length(.)"/>
      <xsl:with-param name="table">
        <fo:table table-layout="fixed" width="100%" font-size="9pt">
          <fo:table-column fox:header="true" column-width="14mm"/><fo:table-column column-width="28mm"/><fo:table-column column-width="34mm"/><fo:table-column column-width="proportional-column-width(1)"/>
          <fo:table-header><fo:table-row>
            <fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="say:of('report.step.number', $lang)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="say:of('report.step.day', $lang)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="say:of('report.step.kind', $lang)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="say:of('report.step.text', $lang)"/></fo:block></fo:table-cell>
          </fo:table-row></fo:table-header>
          <fo:table-body><xsl:for-each select="r:step"><fo:table-row><xsl:call-template name="keeps"/>
            <fo:table-cell xsl:use-attribute-sets="td"><fo:block>#<xsl:value-of select="position()"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:call-template name="step-day"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:call-template name="kind"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
          </fo:table-row></xsl:for-each></fo:table-body>
        </fo:table>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
