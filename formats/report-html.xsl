<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as one HTML file: no script, nothing from outside. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1"
    exclude-result-prefixes="r">
  <xsl:import href="embed:svg.xsl"/>
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="r:t r:p r:item r:fn r:note r:cell r:step"/>
  <xsl:param name="lang" select="'ja'"/>
  <xsl:param name="font" select="'sans-serif'"/>
  <xsl:key name="set" match="r:dataset" use="@id"/>

  <xsl:template name="w">
    <xsl:param name="ja"/><xsl:param name="en"/>
    <xsl:choose><xsl:when test="$lang='ja'"><xsl:value-of select="$ja"/></xsl:when><xsl:otherwise><xsl:value-of select="$en"/></xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:template match="/r:report">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/><xsl:text> </xsl:text><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></title>
        <style>
body{font-family:sans-serif;line-height:1.65;max-width:56em;margin:0 auto;padding:1em;color:#222}
h1{text-align:center;color:#1f4e79;font-size:1.6em}h1 small{display:block;font-size:.65em;color:#333}
h2{border-bottom:2px solid #1f4e79;font-size:1.25em;margin-top:2em}h3{font-size:1.05em}
.meta{text-align:right}table{border-collapse:collapse;width:100%;margin:.5em 0}caption{font-weight:bold;padding:.4em}
td,th{border:1px solid #777;padding:.3em .5em;overflow-wrap:anywhere}th{background:#e6edf5}td.n{text-align:right}
.scroll{overflow-x:auto}.note{font-size:.88em}svg{max-width:100%;height:auto}.chart svg{width:100%}figure{margin:1em 0}.box{border:2px solid #1f4e79;padding:.8em 1em}
.fn{font-size:.85em;color:#444}@media print{body{max-width:none;font-size:10pt}h2{break-after:avoid}table,figure{break-inside:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/><small><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></small></h1>
        <p class="meta"><xsl:value-of select="substring(@as-of, 1, 10)"/><br/><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/><br/>TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></p>
        <xsl:apply-templates select="r:section"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="r:report/r:section[not(*[not(self::r:title)])]"/>
  <xsl:template match="r:report/r:section">
    <h2 id="{@id}"><xsl:value-of select="count(preceding-sibling::r:section[*[not(self::r:title)]]) + 1"/><xsl:text>　</xsl:text><xsl:value-of select="r:title/r:t[lang($lang)]"/></h2>
    <xsl:apply-templates select="*[not(self::r:title)]"/>
  </xsl:template>
  <xsl:template match="r:chapter"><section><xsl:apply-templates/></section></xsl:template>
  <xsl:template match="r:chapter/r:title"><xsl:if test="lang($lang) or not(../r:title[lang($lang)])"><h3><xsl:value-of select="."/></h3></xsl:if></xsl:template>
  <xsl:template match="r:chapter//r:section/r:title"><xsl:if test="lang($lang) or not(../r:title[lang($lang)])"><h4><xsl:value-of select="."/></h4></xsl:if></xsl:template>
  <xsl:template match="r:p"><xsl:if test="lang($lang)"><p><xsl:apply-templates/></p></xsl:if></xsl:template>
  <xsl:template match="r:note"><xsl:if test="lang($lang)"><p class="note">※ <xsl:apply-templates/></p></xsl:if></xsl:template>
  <xsl:template match="r:list"><xsl:if test="lang($lang)"><ul><xsl:for-each select="r:item"><li><xsl:apply-templates/></li></xsl:for-each></ul></xsl:if></xsl:template>
  <xsl:template match="r:fn"><span class="fn">（<xsl:apply-templates/>）</span></xsl:template>
  <xsl:template match="r:link"><xsl:apply-templates/> [<xsl:value-of select="@href"/>]</xsl:template>
  <xsl:template match="r:q"><xsl:call-template name="value"><xsl:with-param name="o" select="key('set', @dataset)/r:obs[@key=current()/@key and @measure=current()/@measure]"/></xsl:call-template></xsl:template>
  <xsl:template match="r:box"><div class="box"><xsl:value-of select="r:t[lang($lang)]"/></div></xsl:template>

  <xsl:template match="r:chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <figure class="chart" aria-label="{r:alt/r:t[lang($lang)]}">
      <xsl:choose>
        <xsl:when test="@type='bars'"><xsl:call-template name="chart-bars"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:call-template name="chart-shares"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </figure>
  </xsl:template>

  <xsl:template match="r:crosstab">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <div class="scroll"><table data-dataset="{@dataset}">
      <caption><xsl:value-of select="$d/r:title/r:t[lang($lang)]"/><xsl:if test="$d/@n">（N=<xsl:value-of select="$d/@n"/>）</xsl:if></caption>
      <xsl:choose>
        <xsl:when test="@keys='columns'"><xsl:call-template name="columns"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:call-template name="rows"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </table></div>
    <p class="note"><xsl:call-template name="marks"><xsl:with-param name="d" select="$d"/></xsl:call-template></p>
  </xsl:template>

  <xsl:template name="columns">
    <xsl:param name="d"/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <thead>
      <xsl:if test="$cats/@group"><tr><th rowspan="2" scope="col"><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></th>
        <xsl:for-each select="$cats[not(@group=preceding-sibling::r:category/@group)]"><th scope="colgroup" colspan="{count($cats[@group=current()/@group])}"><xsl:value-of select="@group"/><xsl:if test="$lang='ja'">年</xsl:if></th></xsl:for-each></tr></xsl:if>
      <tr><xsl:if test="not($cats/@group)"><th scope="col"><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></th></xsl:if>
        <xsl:for-each select="$cats"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr>
    </thead>
    <tbody><xsl:for-each select="$d/r:measure"><xsl:variable name="m" select="@id"/><tr><th scope="row"><xsl:value-of select="r:t[lang($lang)]"/></th>
      <xsl:for-each select="$cats"><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=current()/@key and @measure=$m]"/></xsl:call-template></td></xsl:for-each></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:param name="d"/>
    <xsl:variable name="share" select="@share"/>
    <thead><tr><th scope="col"><xsl:call-template name="w"><xsl:with-param name="ja" select="'項目'"/><xsl:with-param name="en" select="'Item'"/></xsl:call-template></th>
      <xsl:for-each select="$d/r:measure"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each>
      <xsl:if test="$share"><th scope="col">%</th></xsl:if></tr></thead>
    <tbody><xsl:for-each select="$d/r:category"><xsl:variable name="k" select="@key"/><tr><th scope="row"><xsl:value-of select="r:t[lang($lang)]"/></th>
      <xsl:for-each select="$d/r:measure"><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=$k and @measure=current()/@id]"/></xsl:call-template></td></xsl:for-each>
      <xsl:if test="$share"><td class="n"><xsl:call-template name="share"><xsl:with-param name="d" select="$d"/><xsl:with-param name="o" select="$d/r:obs[@key=$k][1]"/></xsl:call-template></td></xsl:if></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template match="r:rows">
    <div class="scroll"><table><caption><xsl:value-of select="r:title/r:t[lang($lang)]"/></caption>
      <thead><tr><xsl:for-each select="r:head"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr></thead>
      <tbody><xsl:for-each select="r:row"><tr><xsl:for-each select="r:cell"><td><xsl:choose><xsl:when test="r:t"><xsl:value-of select="r:t[lang($lang)]"/></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose></td></xsl:for-each></tr></xsl:for-each></tbody></table></div>
  </xsl:template>

  <xsl:template match="r:timeline">
    <figure class="scroll"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$lang='ja'"/></xsl:call-template></figure>
  </xsl:template>

  <xsl:template match="r:thread">
    <div class="scroll"><table><caption><xsl:value-of select="@item"/></caption>
      <tbody><xsl:for-each select="r:step"><tr><th scope="row">#<xsl:value-of select="position()"/></th><td><xsl:call-template name="step"/></td><td><xsl:value-of select="."/></td></tr></xsl:for-each></tbody></table></div>
  </xsl:template>
  <xsl:template name="step">
    <xsl:choose>
      <xsl:when test="@kind='recon'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'偵察'"/><xsl:with-param name="en" select="'Reconnaissance'"/></xsl:call-template></xsl:when>
      <xsl:when test="@kind='reply'"><xsl:call-template name="w"><xsl:with-param name="ja" select="'返信'"/><xsl:with-param name="en" select="'Reply'"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="w"><xsl:with-param name="ja" select="'攻撃'"/><xsl:with-param name="en" select="'Attack'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
