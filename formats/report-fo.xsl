<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as XSL-FO, ready for any FO processor. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    exclude-result-prefixes="r">
  <xsl:import href="embed:svg.xsl"/>
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="r:t r:p r:item r:fn r:note r:cell r:step"/>
  <xsl:param name="lang" select="'ja'"/>
  <xsl:param name="font" select="'BIZ UDPGothic'"/>
  <xsl:key name="set" match="r:dataset" use="@id"/>

  <xsl:template name="w">
    <xsl:param name="ja"/><xsl:param name="en"/>
    <xsl:choose><xsl:when test="$lang='ja'"><xsl:value-of select="$ja"/></xsl:when><xsl:otherwise><xsl:value-of select="$en"/></xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:attribute-set name="td">
    <xsl:attribute name="border">0.5pt solid #444444</xsl:attribute>
    <xsl:attribute name="padding">1mm 1.5mm</xsl:attribute>
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
    <xsl:attribute name="space-before">3mm</xsl:attribute>
    <xsl:attribute name="space-after">1.5mm</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="small">
    <xsl:attribute name="font-size">8pt</xsl:attribute>
    <xsl:attribute name="space-before">1mm</xsl:attribute>
    <xsl:attribute name="line-height">1.35</xsl:attribute>
  </xsl:attribute-set>

  <!-- A digest or URL must be able to break. -->
  <xsl:template name="breakable">
    <xsl:param name="s"/><xsl:param name="run" select="0"/>
    <xsl:if test="$s != ''">
      <xsl:variable name="c" select="substring($s, 1, 1)"/>
      <xsl:variable name="plain" select="translate($c, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./:?=&amp;_-%[]', '') = ''"/>
      <xsl:value-of select="$c"/>
      <xsl:if test="$plain and $run = 15">&#x200B;</xsl:if>
      <xsl:call-template name="breakable"><xsl:with-param name="s" select="substring($s, 2)"/><xsl:with-param name="run" select="($run + 1) * number($plain and $run &lt; 15)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template match="r:p//text()[string-length(.) &lt; 1500] | r:item//text()[string-length(.) &lt; 1500]">
    <xsl:choose>
      <xsl:when test="contains(., '/') or string-length(translate(., ' 、。', '')) = string-length(.)"><xsl:call-template name="breakable"><xsl:with-param name="s" select="."/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="/r:report">
    <fo:root font-family="{$font}" font-size="10pt" line-height="1.55" xml:lang="{$lang}" line-height-shift-adjustment="disregard-shifts">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="15mm 20mm 12mm 20mm">
          <fo:region-body margin="10mm 0 12mm 0"/><fo:region-before extent="8mm"/><fo:region-after extent="8mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default"><xsl:value-of select="concat(r:meta/r:title/r:t[lang($lang)], ' ', r:meta/r:subtitle/r:t[lang($lang)])"/></rdf:li></rdf:Alt></dc:title></rdf:Description>
          <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate><xsl:value-of select="@as-of"/></xmp:CreateDate><xmp:ModifyDate><xsl:value-of select="@as-of"/></xmp:ModifyDate><xmp:MetadataDate><xsl:value-of select="@as-of"/></xmp:MetadataDate></rdf:Description>
        </rdf:RDF></x:xmpmeta>
      </fo:declarations>
      <fo:bookmark-tree>
        <xsl:for-each select="r:section[*[not(self::r:title)]]"><fo:bookmark internal-destination="{@id}"><fo:bookmark-title><xsl:value-of select="concat(position(), ' ', r:title/r:t[lang($lang)])"/></fo:bookmark-title></fo:bookmark></xsl:for-each>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="page" xml:lang="{$lang}">
        <fo:static-content flow-name="xsl-region-before"><fo:block font-size="8pt" color="#555555" border-bottom="0.4pt solid #999999" text-align-last="justify"><xsl:value-of select="concat(r:meta/r:title/r:t[lang($lang)], ' ', r:meta/r:subtitle/r:t[lang($lang)])"/><fo:leader/>TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></fo:block></fo:static-content>
        <fo:static-content flow-name="xsl-region-after"><fo:block font-size="8pt" text-align="center"><fo:page-number/> / <fo:page-number-citation-last ref-id="end"/></fo:block></fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block role="H1" font-size="18pt" font-weight="bold" text-align="center" color="#1f4e79"><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/></fo:block>
          <fo:block font-size="13pt" text-align="center" space-after="4mm"><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></fo:block>
          <fo:block text-align="end"><xsl:value-of select="substring(@as-of, 1, 10)"/></fo:block>
          <fo:block text-align="end" space-after="5mm"><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/></fo:block>
          <xsl:apply-templates select="r:section"/>
          <fo:block id="end" text-align="end" space-before="3mm" keep-with-previous.within-page="always"><xsl:call-template name="w"><xsl:with-param name="ja" select="'以上'"/><xsl:with-param name="en" select="'End'"/></xsl:call-template></fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template match="r:report/r:section[not(*[not(self::r:title)])]"/>
  <xsl:template match="r:report/r:section">
    <fo:block id="{@id}" role="H2" font-size="14pt" font-weight="bold" space-before="7mm" space-after="2mm" keep-with-next.within-page="always" border-bottom="1pt solid #1f4e79"><xsl:value-of select="count(preceding-sibling::r:section[*[not(self::r:title)]]) + 1"/><xsl:text>　</xsl:text><xsl:value-of select="r:title/r:t[lang($lang)]"/></fo:block>
    <xsl:apply-templates select="*[not(self::r:title)]"/>
  </xsl:template>
  <xsl:template match="r:chapter//r:title"><xsl:if test="lang($lang) or not(../r:title[lang($lang)])"><fo:block role="H3" font-size="12pt" font-weight="bold" space-before="4mm" space-after="1mm" keep-with-next.within-page="always"><xsl:value-of select="."/></fo:block></xsl:if></xsl:template>
  <xsl:template match="r:p"><xsl:if test="lang($lang)"><fo:block space-after="2mm" text-align="justify"><xsl:if test="$lang='ja'"><xsl:attribute name="text-indent">1em</xsl:attribute></xsl:if><xsl:apply-templates/></fo:block></xsl:if></xsl:template>
  <xsl:template match="r:note"><xsl:if test="lang($lang)"><fo:block xsl:use-attribute-sets="small">※ <xsl:apply-templates/></fo:block></xsl:if></xsl:template>
  <xsl:template match="r:list"><xsl:if test="lang($lang)"><fo:list-block provisional-distance-between-starts="4.5mm" provisional-label-separation="1mm" space-after="2mm"><xsl:for-each select="r:item"><fo:list-item><fo:list-item-label end-indent="label-end()"><fo:block>・</fo:block></fo:list-item-label><fo:list-item-body start-indent="body-start()"><fo:block><xsl:apply-templates/></fo:block></fo:list-item-body></fo:list-item></xsl:for-each></fo:list-block></xsl:if></xsl:template>
  <xsl:template match="r:fn">
    <xsl:variable name="n" select="count(preceding::r:fn[lang($lang)]) + 1"/>
    <fo:footnote><fo:inline font-size="65%" baseline-shift="super"><xsl:value-of select="$n"/></fo:inline><fo:footnote-body><fo:block font-size="8pt" text-indent="0" start-indent="0" text-align="start"><xsl:value-of select="$n"/><xsl:text> </xsl:text><xsl:apply-templates/></fo:block></fo:footnote-body></fo:footnote>
  </xsl:template>
  <xsl:template match="r:link"><xsl:apply-templates/> [<xsl:call-template name="breakable"><xsl:with-param name="s" select="@href"/></xsl:call-template>]</xsl:template>
  <xsl:template match="r:q"><xsl:call-template name="value"><xsl:with-param name="o" select="key('set', @dataset)/r:obs[@key=current()/@key and @measure=current()/@measure]"/></xsl:call-template></xsl:template>
  <xsl:template match="r:box"><fo:block border="1.2pt solid #1f4e79" padding="3mm" space-before="4mm" space-after="4mm"><xsl:value-of select="r:t[lang($lang)]"/></fo:block></xsl:template>

  <xsl:template match="r:chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <fo:block keep-together.within-page="always" space-before="3mm" space-after="4mm" text-align="center">
      <fo:instream-foreign-object fox:alt-text="{r:alt/r:t[lang($lang)]}" content-width="scale-to-fit" width="100%">
        <xsl:choose>
          <xsl:when test="@type='bars'"><xsl:call-template name="chart-bars"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:call-template name="chart-shares"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </fo:instream-foreign-object>
    </fo:block>
  </xsl:template>

  <xsl:template match="r:crosstab">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <fo:block xsl:use-attribute-sets="caption"><xsl:value-of select="$d/r:title/r:t[lang($lang)]"/><xsl:if test="$d/@n">（N=<xsl:value-of select="$d/@n"/>）</xsl:if></fo:block>
    <xsl:choose>
      <xsl:when test="@keys='columns'"><xsl:call-template name="columns"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="rows"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <fo:block xsl:use-attribute-sets="small" space-after="3mm"><xsl:call-template name="marks"><xsl:with-param name="d" select="$d"/></xsl:call-template></fo:block>
  </xsl:template>

  <xsl:template name="columns">
    <xsl:param name="d"/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <xsl:variable name="grouped" select="boolean($cats/@group)"/>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <fo:table-column column-width="50mm"/>
      <xsl:for-each select="$cats"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
      <fo:table-header>
        <xsl:if test="$grouped"><fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="th" number-rows-spanned="2"><fo:block><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></fo:block></fo:table-cell>
          <xsl:for-each select="$cats[not(@group=preceding-sibling::r:category/@group)]"><fo:table-cell xsl:use-attribute-sets="th" number-columns-spanned="{count($cats[@group=current()/@group])}"><fo:block><xsl:value-of select="@group"/><xsl:if test="$lang='ja'">年</xsl:if></fo:block></fo:table-cell></xsl:for-each>
        </fo:table-row></xsl:if>
        <fo:table-row>
          <xsl:if test="not($grouped)"><fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></fo:block></fo:table-cell></xsl:if>
          <xsl:for-each select="$cats"><fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell></xsl:for-each>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$d/r:measure"><xsl:variable name="m" select="@id"/>
          <fo:table-row><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell>
            <xsl:for-each select="$cats"><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=current()/@key and @measure=$m]"/></xsl:call-template></fo:block></fo:table-cell></xsl:for-each>
          </fo:table-row></xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:param name="d"/>
    <xsl:variable name="share" select="@share"/>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <fo:table-column column-width="proportional-column-width(3)"/>
      <xsl:for-each select="$d/r:measure"><fo:table-column column-width="proportional-column-width(1.4)"/></xsl:for-each>
      <xsl:if test="$share"><fo:table-column column-width="proportional-column-width(1)"/></xsl:if>
      <fo:table-header><fo:table-row>
        <fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></fo:block></fo:table-cell>
        <xsl:for-each select="$d/r:measure"><fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell></xsl:for-each>
        <xsl:if test="$share"><fo:table-cell xsl:use-attribute-sets="th"><fo:block>%</fo:block></fo:table-cell></xsl:if>
      </fo:table-row></fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$d/r:category"><xsl:variable name="k" select="@key"/>
          <fo:table-row><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell>
            <xsl:for-each select="$d/r:measure"><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=$k and @measure=current()/@id]"/></xsl:call-template></fo:block></fo:table-cell></xsl:for-each>
            <xsl:if test="$share"><fo:table-cell xsl:use-attribute-sets="td" text-align="end"><fo:block><xsl:call-template name="share"><xsl:with-param name="d" select="$d"/><xsl:with-param name="o" select="$d/r:obs[@key=$k][1]"/></xsl:call-template></fo:block></fo:table-cell></xsl:if>
          </fo:table-row></xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="r:rows">
    <fo:block xsl:use-attribute-sets="caption"><xsl:value-of select="r:title/r:t[lang($lang)]"/></fo:block>
    <fo:table table-layout="fixed" width="100%" font-size="8.5pt">
      <fo:table-column column-width="12mm"/>
      <xsl:for-each select="r:head[position() &gt; 1]"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
      <fo:table-header><fo:table-row><xsl:for-each select="r:head"><fo:table-cell xsl:use-attribute-sets="th"><fo:block><xsl:value-of select="r:t[lang($lang)]"/></fo:block></fo:table-cell></xsl:for-each></fo:table-row></fo:table-header>
      <fo:table-body><xsl:for-each select="r:row"><fo:table-row><xsl:for-each select="r:cell"><fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:choose><xsl:when test="r:t"><xsl:value-of select="r:t[lang($lang)]"/></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose></fo:block></fo:table-cell></xsl:for-each></fo:table-row></xsl:for-each></fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="r:timeline">
    <fo:block keep-together.within-page="always" space-before="3mm" space-after="4mm">
      <fo:instream-foreign-object content-width="scale-down-to-fit" content-height="scale-down-to-fit" scaling="uniform" width="170mm" height="235mm">
        <xsl:attribute name="width"><xsl:choose><xsl:when test="@width &gt; 1700">170</xsl:when><xsl:otherwise><xsl:value-of select="format-number(@width div 10, '0.0')"/></xsl:otherwise></xsl:choose>mm</xsl:attribute>
        <xsl:attribute name="height"><xsl:choose><xsl:when test="@height &gt; 2350">235</xsl:when><xsl:otherwise><xsl:value-of select="format-number(@height div 10, '0.0')"/></xsl:otherwise></xsl:choose>mm</xsl:attribute>
        <xsl:attribute name="fox:alt-text"><xsl:call-template name="w"><xsl:with-param name="ja" select="'やり取りの推移。同じ内容を続く表に示す。'"/><xsl:with-param name="en" select="'Exchanges of mails; the tables below tell the same.'"/></xsl:call-template></xsl:attribute>
        <xsl:call-template name="timeline"><xsl:with-param name="ja" select="$lang='ja'"/><xsl:with-param name="font" select="$font"/></xsl:call-template>
      </fo:instream-foreign-object>
    </fo:block>
  </xsl:template>

  <xsl:template match="r:thread">
    <fo:block xsl:use-attribute-sets="caption"><xsl:value-of select="@item"/></fo:block>
    <fo:table table-layout="fixed" width="100%" font-size="9pt">
      <fo:table-column column-width="12mm"/><fo:table-column column-width="28mm"/><fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body><xsl:for-each select="r:step"><fo:table-row>
        <fo:table-cell xsl:use-attribute-sets="td"><fo:block>#<xsl:value-of select="position()"/></fo:block></fo:table-cell>
        <fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:choose>
          <xsl:when test="@kind='recon'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'偵察'"/><xsl:with-param name="en" select="'Reconnaissance'"/></xsl:call-template></xsl:when>
          <xsl:when test="@kind='reply'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'返信'"/><xsl:with-param name="en" select="'Reply'"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="ja" select="'攻撃'"/><xsl:with-param name="en" select="'Attack'"/></xsl:call-template></xsl:otherwise></xsl:choose></fo:block></fo:table-cell>
        <fo:table-cell xsl:use-attribute-sets="td"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
      </fo:table-row></xsl:for-each></fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
