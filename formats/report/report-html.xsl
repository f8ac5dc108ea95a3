<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as one HTML file: no script, nothing from outside. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1"
    xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:import href="embed:report-words.xsl"/>
  <xsl:import href="embed:svg.xsl"/>
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:import href="embed:organisation.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:param name="font" select="'sans-serif'"/>

  <xsl:template match="/r:report">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no"/>
        <title><xsl:value-of select="concat(r:meta/r:title/r:t[lang($lang)], ' ', r:meta/r:subtitle/r:t[lang($lang)])"/></title>
        <style>
body{font-family:sans-serif;line-height:1.65;max-width:56em;margin:0 auto;padding:1em;color:#222;background:#fff;overflow-wrap:anywhere}
h1{text-align:center;color:#1f4e79;font-size:1.6em}h1 small{display:block;font-size:.65em;color:#333}
h2{border-bottom:2px solid #1f4e79;font-size:1.25em;margin-top:2em}h3{font-size:1.1em}h4,h5,h6{font-size:1em}
.meta{text-align:right}.tlp{background:#000;padding:.1em .5em;font-weight:bold}nav ol{columns:16em;padding-left:1.6em}a{color:#1f4e79}
table{border-collapse:collapse;width:100%;margin:.5em 0}caption,figcaption{font-weight:bold;padding:.4em;text-align:center}
td,th{border:1px solid #777;padding:.3em .5em;overflow-wrap:break-word}tbody th,.t{min-width:7em;overflow-wrap:anywhere}tbody th.k{min-width:1em}th{background:#e6edf5}tbody th{background:none;text-align:left;font-weight:normal}.n{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}.note,.fn{font-size:.88em}.fn{color:#444}figure{margin:1.2em 0;text-align:center}
svg{display:block;margin:0 auto;height:auto}.broad svg{width:100%}.shares svg,.narrow svg{width:100%;max-width:34rem}.narrow{display:none}.box{border:2px solid #1f4e79;padding:.8em 1em}
@media screen and (max-width:42rem){body{padding:.7em}table{font-size:.9em}td,th{padding:.25em .35em}.broad{display:none}.narrow{display:block}}
@media print{@page{size:A4;margin:15mm}body{max-width:none;padding:0;font-size:10pt}nav{display:none}h2,h3,h4,h5,h6,caption{break-after:avoid}
tr,figure,.box,.short{break-inside:avoid}p{orphans:2;widows:2}.scroll{overflow:visible}svg{max-width:100%}.note{break-before:avoid}.tlp{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        </style>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/><small><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></small></h1>
          <p class="meta"><xsl:call-template name="issued"/><br/><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/><br/><xsl:call-template name="tlp-label"/></p>
          <nav><xsl:attribute name="aria-label"><xsl:value-of select="say:of('report.contents', $lang)"/></xsl:attribute>
            <ol><xsl:for-each select="r:section[*[not(self::r:title)]]"><li><a href="#{@id}"><xsl:value-of select="r:title/r:t[lang($lang)]"/></a></li></xsl:for-each></ol></nav>
        </header>
        <main><xsl:apply-templates select="r:section[*[not(self::r:title)]]"/></main>
        <footer><p class="meta"><xsl:call-template name="tlp-label"/></p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="tlp-label"><span class="tlp"><xsl:attribute name="style">color:<xsl:call-template name="tlp-colour"/></xsl:attribute><xsl:call-template name="tlp"/></span></xsl:template>

  <xsl:template match="r:report/r:section">
    <h2 id="{@id}"><xsl:value-of select="count(preceding-sibling::r:section[*[not(self::r:title)]]) + 1"/><xsl:text>　</xsl:text><xsl:value-of select="r:title/r:t[lang($lang)]"/></h2>
    <xsl:apply-templates select="*[not(self::r:title)][not(@xml:lang) or lang($lang)]"/>
  </xsl:template>
  <xsl:template match="r:chapter | r:chapter//r:section"><section><xsl:call-template name="chapter-blocks"/></section></xsl:template>
  <xsl:template match="r:chapter//r:title">
    <xsl:variable name="level"><xsl:call-template name="level"/></xsl:variable>
    <xsl:element name="h{$level}"><xsl:call-template name="tongue"/><xsl:value-of select="."/></xsl:element>
  </xsl:template>
  <xsl:template name="tongue"><xsl:if test="@xml:lang != $lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="r:p"><p><xsl:call-template name="tongue"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="r:note"><p class="note"><xsl:call-template name="tongue"/><xsl:call-template name="note-word"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="r:list"><ul><xsl:call-template name="tongue"/><xsl:for-each select="r:item"><li><xsl:apply-templates/></li></xsl:for-each></ul></xsl:template>
  <xsl:template match="r:fn"><span class="fn"><xsl:value-of select="say:of('report.aside.open', $lang)"/><xsl:apply-templates/><xsl:value-of select="say:of('report.aside.close', $lang)"/></span></xsl:template>
  <xsl:template match="r:link"><xsl:apply-templates/> [<xsl:value-of select="@href"/>]</xsl:template>
  <xsl:template match="r:q"><xsl:call-template name="value"><xsl:with-param name="o" select="key('set', @dataset)/r:obs[@key=current()/@key and @measure=current()/@measure]"/></xsl:call-template></xsl:template>
  <xsl:template match="r:definitions">
    <ul><xsl:for-each select="/r:report/r:dataset[r:category]"><li><b><xsl:value-of select="r:title/r:t[lang($lang)]"/></b><xsl:call-template name="definition-mark"/><xsl:value-of select="r:definition/r:t[lang($lang)]"/></li></xsl:for-each></ul>
    <p class="note"><xsl:call-template name="note-word"/><xsl:call-template name="made-by"/></p>
  </xsl:template>
  <xsl:template match="r:box"><div class="box"><xsl:value-of select="r:t[lang($lang)]"/></div></xsl:template>

  <xsl:template match="r:chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:if test="$d/r:obs[@value &gt; 0]">
      <figure>
        <xsl:choose>
          <xsl:when test="@type='bars'">
            <div class="broad"><xsl:call-template name="chart-bars"><xsl:with-param name="d" select="$d"/></xsl:call-template></div>
            <div class="narrow"><xsl:call-template name="chart-lying"><xsl:with-param name="d" select="$d"/></xsl:call-template></div>
          </xsl:when>
          <xsl:when test="@type='organisation'">
            <div class="broad"><xsl:call-template name="chart-organisation"><xsl:with-param name="d" select="$d"/></xsl:call-template></div>
            <div class="narrow"><xsl:call-template name="chart-organisation"><xsl:with-param name="d" select="$d"/><xsl:with-param name="across" select="2"/></xsl:call-template></div>
          </xsl:when>
          <xsl:otherwise><div class="shares"><xsl:call-template name="chart-shares"><xsl:with-param name="d" select="$d"/></xsl:call-template></div></xsl:otherwise>
        </xsl:choose>
        <figcaption><xsl:call-template name="figure-title"/></figcaption>
      </figure>
    </xsl:if>
  </xsl:template>

  <xsl:template name="table">
    <xsl:param name="body"/><xsl:param name="rows"/><xsl:param name="dataset"/>
    <div class="scroll"><table>
      <xsl:if test="$rows &lt;= $few"><xsl:attribute name="class">short</xsl:attribute></xsl:if>
      <xsl:if test="$dataset"><xsl:attribute name="data-dataset"><xsl:value-of select="$dataset"/></xsl:attribute></xsl:if>
      <caption><xsl:call-template name="table-title"/></caption>
      <xsl:copy-of select="$body"/>
    </table></div>
  </xsl:template>

  <xsl:template match="r:crosstab">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:variable name="marks"><xsl:call-template name="marks"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count($d/r:category)"/>
      <xsl:with-param name="dataset" select="@dataset"/>
      <xsl:with-param name="body"><xsl:choose>
        <xsl:when test="@keys='columns'"><xsl:call-template name="columns"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:call-template name="rows"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
      </xsl:choose></xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$marks != ''"><p class="note"><xsl:value-of select="$marks"/></p></xsl:if>
  </xsl:template>

  <xsl:template name="columns">
    <xsl:param name="d"/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <thead>
      <xsl:if test="$cats/@group"><tr><th rowspan="2" scope="col"><xsl:call-template name="item-word"/></th>
        <xsl:for-each select="$cats[not(@group=preceding-sibling::r:category/@group)]"><th scope="colgroup" colspan="{count($cats[@group=current()/@group])}"><xsl:call-template name="year"/></th></xsl:for-each></tr></xsl:if>
      <tr><xsl:if test="not($cats/@group)"><th scope="col"><xsl:call-template name="item-word"/></th></xsl:if>
        <xsl:for-each select="$cats"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr>
    </thead>
    <tbody><xsl:for-each select="$d/r:measure"><xsl:variable name="m" select="@id"/><tr><th scope="row"><xsl:value-of select="r:t[lang($lang)]"/></th>
      <xsl:for-each select="$cats"><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=current()/@key and @measure=$m]"/></xsl:call-template></td></xsl:for-each></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:param name="d"/>
    <xsl:variable name="whole"><xsl:call-template name="whole"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:variable name="share" select="@share and $whole &gt; 0"/>
    <thead><tr><th scope="col"><xsl:call-template name="item-word"/></th>
      <xsl:for-each select="$d/r:measure"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each>
      <xsl:if test="$share"><th scope="col">%</th></xsl:if></tr></thead>
    <tbody><xsl:for-each select="$d/r:category"><xsl:variable name="k" select="@key"/><tr><th scope="row"><xsl:call-template name="category-label"/></th>
      <xsl:for-each select="$d/r:measure"><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=$k and @measure=current()/@id]"/></xsl:call-template></td></xsl:for-each>
      <xsl:if test="$share"><td class="n"><xsl:call-template name="share"><xsl:with-param name="d" select="$d"/><xsl:with-param name="o" select="$d/r:obs[@key=$k][1]"/></xsl:call-template></td></xsl:if></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template match="r:rows">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:row)"/>
      <xsl:with-param name="body">
        <thead><tr><xsl:for-each select="r:head"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr></thead>
        <tbody><xsl:for-each select="r:row"><tr><xsl:apply-templates select="r:cell"/></tr></xsl:for-each></tbody>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="r:cell[1]"><th scope="row" class="k"><xsl:call-template name="cell"/></th></xsl:template>
  <xsl:template match="r:cell"><td><xsl:attribute name="class"><xsl:choose><xsl:when test="translate(., '0123456789', '') = '--'">n</xsl:when><xsl:otherwise>t</xsl:otherwise></xsl:choose></xsl:attribute><xsl:call-template name="cell"/></td></xsl:template>
  <xsl:template name="cell"><xsl:choose><xsl:when test="r:t"><xsl:value-of select="r:t[lang($lang)]"/></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose></xsl:template>

  <xsl:template match="r:timeline">
    <figure><div class="scroll"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$ja"/></xsl:call-template></div>
      <figcaption><xsl:call-template name="figure-title"/></figcaption></figure>
  </xsl:template>

  <xsl:template match="r:thread">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:step)"/>
      <xsl:with-param name="body">
        <thead><tr>
          <th scope="col"><xsl:value-of select="say:of('report.step.number', $lang)"/></th>
          <th scope="col"><xsl:value-of select="say:of('report.step.kind', $lang)"/></th>
          <th scope="col"><xsl:value-of select="say:of('report.step.text', $lang)"/></th>
        </tr></thead>
        <tbody><xsl:for-each select="r:step"><tr><th scope="row" class="k">#<xsl:value-of select="position()"/></th><td><xsl:call-template name="kind"/></td><td class="t"><xsl:value-of select="."/></td></tr></xsl:for-each></tbody>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
