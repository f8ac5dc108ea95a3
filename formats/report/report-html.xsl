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
.meta{text-align:right}.tlp{background:#000;padding:.1em .5em;font-weight:bold}nav ol{columns:16em;column-gap:2.5em;padding-left:1.6em}nav li{break-inside:avoid}nav .appendix{list-style:none}a{color:#1f4e79}
table{border-collapse:collapse;width:100%;margin:.5em 0}caption,figcaption{font-weight:bold;padding:.4em;text-align:center}
td,th{border:1px solid #777;padding:.3em .5em;overflow-wrap:break-word}tbody th,.t{min-width:7em;overflow-wrap:anywhere}tbody th.k{min-width:1em}th{background:#e6edf5}tbody th{background:none;text-align:left;font-weight:normal}.n{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}.note,.fn{font-size:.88em}.fn{color:#444}figure{margin:1.2em 0;text-align:center}
svg{display:block;margin:0 auto;height:auto}.broad svg{width:100%}.shares svg,.narrow svg{width:100%;max-width:28rem}.picture img{max-width:100%;height:auto}.picture img{display:block;margin:0 auto;border:1px solid #ccc}.narrow{display:none}.example{border:1px solid #777;background:#f6f6f6;padding:.2em 1em;margin:1em 0}.example p{margin:.3em 0}.box{border:2px solid #1f4e79;padding:.8em 1em}
@media screen and (max-width:42rem){body{padding:.7em}table{font-size:.8em}td,th{padding:.25em}tbody th,.t{min-width:4.5em}.broad{display:none}.narrow{display:block}.picture img{max-width:44rem}}
@media print{@page{size:A4;margin:15mm}body{max-width:none;padding:0;font-size:10pt}nav{display:none}h2,h3,h4,h5,h6,caption{break-after:avoid}
tr,figure,.box,.example,.short{break-inside:avoid}p{orphans:2;widows:2}.scroll{overflow:visible}svg,.picture img{max-width:100%}.note,.definitions li:nth-last-child(-n+10),.box{break-before:avoid}.tlp{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        </style>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="r:meta/r:title/r:t[lang($lang)]"/><small><xsl:value-of select="r:meta/r:subtitle/r:t[lang($lang)]"/></small></h1>
          <p class="meta"><xsl:call-template name="issued"/><br/><xsl:value-of select="r:meta/r:issuer/r:t[lang($lang)]"/><br/><xsl:call-template name="tlp-label"/></p>
          <nav><xsl:attribute name="aria-label"><xsl:value-of select="say:of('report.contents', $lang)"/></xsl:attribute>
            <ol><xsl:for-each select="r:section[*[not(self::r:title)]] | r:chapter"><xsl:variable name="to"><xsl:choose><xsl:when test="self::r:chapter"><xsl:call-template name="chapter-id"/></xsl:when><xsl:otherwise><xsl:value-of select="@id"/></xsl:otherwise></xsl:choose></xsl:variable>
              <li><xsl:if test="@appendix"><xsl:attribute name="class">appendix</xsl:attribute></xsl:if><a href="#{$to}"><xsl:choose><xsl:when test="self::r:chapter"><xsl:if test="@appendix"><xsl:call-template name="section-number"/><xsl:text>　</xsl:text></xsl:if><xsl:call-template name="chapter-title"/></xsl:when><xsl:otherwise><xsl:value-of select="r:title/r:t[lang($lang)]"/></xsl:otherwise></xsl:choose></a></li></xsl:for-each></ol></nav>
        </header>
        <xsl:variable name="corrected" select="r:dataset/r:obs[@was][key('table', ../@id)]"/>
        <xsl:if test="$corrected"><div class="box"><b><xsl:value-of select="say:of('report.corrigenda', $lang)"/></b><ul><xsl:for-each select="$corrected"><li><xsl:call-template name="corrigendum"/></li></xsl:for-each></ul></div></xsl:if>
        <xsl:apply-templates select="r:front/*[lang($lang)]"/>
        <main><xsl:apply-templates select="r:section[*[not(self::r:title)]] | r:chapter"/></main>
        <footer><p class="meta"><xsl:call-template name="tlp-label"/></p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="tlp-label"><span class="tlp"><xsl:attribute name="style">color:<xsl:call-template name="tlp-colour"/></xsl:attribute><xsl:call-template name="tlp"/></span></xsl:template>

  <xsl:template match="r:report/r:section">
    <h2 id="{@id}"><xsl:call-template name="section-number"/><xsl:text>　</xsl:text><xsl:value-of select="r:title/r:t[lang($lang)]"/></h2>
    <xsl:apply-templates select="*[not(self::r:title)][not(@xml:lang) or lang($lang)]"/>
  </xsl:template>
  <xsl:template match="r:chapter | r:chapter//r:section"><section><xsl:call-template name="chapter-blocks"/></section></xsl:template>
  <xsl:template match="r:chapter//r:title">
    <xsl:variable name="level"><xsl:call-template name="level"/></xsl:variable>
    <xsl:element name="h{$level}"><xsl:if test="parent::r:chapter"><xsl:attribute name="id"><xsl:for-each select=".."><xsl:call-template name="chapter-id"/></xsl:for-each></xsl:attribute></xsl:if><xsl:call-template name="tongue"/><xsl:if test="parent::r:chapter"><xsl:for-each select=".."><xsl:call-template name="section-number"/></xsl:for-each><xsl:text>　</xsl:text></xsl:if><xsl:value-of select="."/></xsl:element>
    <xsl:if test="parent::r:chapter/@waits"><p class="box"><xsl:value-of select="say:of('report.chapter.waits', $lang)"/></p></xsl:if>
  </xsl:template>
  <xsl:template name="tongue"><xsl:if test="@xml:lang != $lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="r:p[@lead]"><p><xsl:call-template name="tongue"/><b><xsl:apply-templates/></b></p></xsl:template>
  <xsl:template match="r:p"><p><xsl:call-template name="tongue"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="r:note"><p class="note"><xsl:call-template name="tongue"/><xsl:call-template name="note-word"/><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="r:list"><ul><xsl:call-template name="tongue"/><xsl:for-each select="r:item"><li><xsl:apply-templates/></li></xsl:for-each></ul></xsl:template>
  <xsl:template match="r:example"><div class="example"><xsl:call-template name="tongue"/><p class="note"><xsl:call-template name="example-word"/></p><xsl:for-each select="r:line"><p><xsl:apply-templates/></p></xsl:for-each></div></xsl:template>
  <xsl:template match="r:figure"><figure class="picture"><div class="scroll" tabindex="0"><xsl:call-template name="picture"/></div><figcaption><xsl:call-template name="figure-title"/></figcaption><xsl:if test="@altered='yes'"><p class="note"><xsl:value-of select="say:of('report.picture.altered', $lang)"/></p></xsl:if></figure></xsl:template>
  <xsl:template match="r:image[@type='png']"><img src="data:image/png;base64,{.}" width="{@width}" height="{@height}"><xsl:attribute name="alt"><xsl:for-each select=".."><xsl:call-template name="alternative"/></xsl:for-each></xsl:attribute></img></xsl:template>
  <xsl:template match="r:image"><xsl:call-template name="drawing"/></xsl:template>
  <xsl:template match="r:table">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:row)"/>
      <xsl:with-param name="body">
        <thead><tr><xsl:for-each select="r:head/r:cell"><th scope="col"><xsl:call-template name="own-cell"/></th></xsl:for-each></tr></thead>
        <tbody><xsl:for-each select="r:row"><tr><th scope="row"><xsl:for-each select="r:cell[1]"><xsl:call-template name="own-cell"/></xsl:for-each></th><xsl:for-each select="r:cell[position() &gt; 1]"><td class="t"><xsl:call-template name="own-cell"/></td></xsl:for-each></tr></xsl:for-each></tbody>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="r:fn"><span class="fn"><xsl:value-of select="say:of('report.aside.open', $lang)"/><xsl:apply-templates/><xsl:value-of select="say:of('report.aside.close', $lang)"/></span></xsl:template>
  <!-- No full stop before the bracket within a sentence. -->
  <xsl:template match="r:fn/text()[not(following-sibling::node())]"><xsl:variable name="last" select="substring(., string-length(.))"/><xsl:choose>
    <xsl:when test="$last = '。' or $last = '.'"><xsl:value-of select="substring(., 1, string-length(.) - 1)"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose></xsl:template>
  <xsl:template match="r:link"><xsl:apply-templates/> [<xsl:value-of select="@href"/>]</xsl:template>
  <xsl:template match="r:definitions">
    <ul class="definitions"><xsl:for-each select="/r:report/r:dataset[r:category]"><li><b><xsl:value-of select="r:title/r:t[lang($lang)]"/></b><xsl:call-template name="definition-mark"/><xsl:value-of select="r:definition/r:t[lang($lang)]"/></li></xsl:for-each></ul>
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
    <div class="scroll" tabindex="0"><table>
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
        <xsl:when test="@beside"><xsl:call-template name="beside"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:call-template name="rows"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
      </xsl:choose></xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="r:mark[lang($lang)]"/>
    <xsl:if test="$marks != ''"><p class="note"><xsl:value-of select="$marks"/></p></xsl:if>
  </xsl:template>
  <xsl:template match="r:mark"><p class="note"><xsl:call-template name="mark-number"/><xsl:text> </xsl:text><xsl:apply-templates/></p></xsl:template>

  <xsl:template name="columns">
    <xsl:param name="d"/>
    <xsl:variable name="table" select="."/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <xsl:variable name="deep" select="1 + boolean($cats/@group)"/>
    <thead>
      <tr><xsl:if test="@numbered"><th rowspan="{$deep}" scope="col"><xsl:call-template name="number-word"/></th></xsl:if><th rowspan="{$deep}" scope="col"><xsl:call-template name="item-word"/></th>
        <xsl:choose>
          <xsl:when test="$deep = 2"><xsl:for-each select="$cats[not(@group=preceding-sibling::r:category/@group)]"><th scope="colgroup" colspan="{count($cats[@group=current()/@group])}"><xsl:call-template name="year"/></th></xsl:for-each></xsl:when>
          <xsl:otherwise><xsl:for-each select="$cats"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></xsl:otherwise>
        </xsl:choose></tr>
      <xsl:if test="$deep = 2"><tr><xsl:for-each select="$cats"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr></xsl:if>
    </thead>
    <tbody><xsl:for-each select="$d/r:measure[not(@id=$table/@without)]"><xsl:variable name="m" select="@id"/>
      <xsl:variable name="unit"><xsl:call-template name="unit"><xsl:with-param name="d" select="$d"/><xsl:with-param name="m" select="$m"/></xsl:call-template></xsl:variable>
      <tr><xsl:if test="$table/@numbered"><td class="n"><xsl:value-of select="position()"/></td></xsl:if><th scope="row"><xsl:value-of select="r:t[lang($lang)]"/><xsl:call-template name="marks-at"><xsl:with-param name="table" select="$table"/><xsl:with-param name="m" select="$m"/></xsl:call-template></th>
      <xsl:for-each select="$cats"><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=current()/@key and @measure=$m]"/><xsl:with-param name="unit" select="$unit"/></xsl:call-template><xsl:call-template name="marks-at"><xsl:with-param name="table" select="$table"/><xsl:with-param name="m" select="$m"/><xsl:with-param name="k" select="@key"/></xsl:call-template></td></xsl:for-each></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:param name="d"/>
    <xsl:variable name="table" select="."/>
    <xsl:variable name="whole"><xsl:call-template name="whole"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:variable name="share" select="@share and $whole &gt; 0"/>
    <!-- Zeros at the end of a count of counts say nothing. -->
    <xsl:variable name="told" select="$d/r:obs[not(@value=0)]"/>
    <xsl:variable name="measures" select="$d/r:measure[not($table/@span and (@id='first' or @id='last'))]"/>
    <thead><tr><xsl:if test="@numbered"><th scope="col"><xsl:call-template name="number-word"/></th></xsl:if><th scope="col"><xsl:call-template name="item-word"/></th>
      <xsl:if test="@span"><th scope="col"><xsl:value-of select="say:of('report.head.span', $lang)"/></th></xsl:if>
      <xsl:for-each select="$measures"><th scope="col"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each>
      <xsl:if test="$share"><th scope="col">%</th></xsl:if></tr></thead>
    <tbody><xsl:for-each select="$d/r:category[not($d/@id='sightings') or not($told) or (. | following-sibling::r:category)/@key=$told/@key]"><xsl:variable name="k" select="@key"/><tr><xsl:if test="$table/@numbered"><td class="n"><xsl:value-of select="position()"/></td></xsl:if><th scope="row"><xsl:call-template name="category-label"/></th>
      <xsl:if test="$table/@span"><td class="t"><xsl:call-template name="span"><xsl:with-param name="d" select="$d"/><xsl:with-param name="k" select="$k"/></xsl:call-template></td></xsl:if>
      <xsl:for-each select="$measures"><xsl:variable name="unit"><xsl:call-template name="unit"><xsl:with-param name="d" select="$d"/><xsl:with-param name="m" select="@id"/></xsl:call-template></xsl:variable><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$d/r:obs[@key=$k and @measure=current()/@id]"/><xsl:with-param name="unit" select="$unit"/></xsl:call-template></td></xsl:for-each>
      <xsl:if test="$share"><td class="n"><xsl:call-template name="share"><xsl:with-param name="d" select="$d"/><xsl:with-param name="o" select="$d/r:obs[@key=$k][1]"/></xsl:call-template></td></xsl:if></tr></xsl:for-each></tbody>
  </xsl:template>

  <!-- Two years of one breakdown. -->
  <xsl:template name="beside">
    <xsl:param name="d"/>
    <xsl:variable name="b" select="key('set', @beside)"/>
    <thead><tr><th rowspan="2" scope="col"><xsl:call-template name="item-word"/></th><xsl:for-each select="r:head"><th colspan="2" scope="colgroup"><xsl:value-of select="r:t[lang($lang)]"/></th></xsl:for-each></tr>
      <tr><xsl:for-each select="$d | $b"><th scope="col"><xsl:value-of select="r:measure/r:t[lang($lang)]"/></th><th scope="col">%</th></xsl:for-each></tr></thead>
    <tbody><xsl:for-each select="$d/r:category | $b/r:category[not(@key=$d/r:category/@key)]"><xsl:variable name="k" select="@key"/><tr><th scope="row"><xsl:call-template name="category-label"/></th>
      <xsl:for-each select="$d | $b"><xsl:variable name="o" select="r:obs[@key=$k]"/><td class="n"><xsl:call-template name="value"><xsl:with-param name="o" select="$o"/></xsl:call-template></td><td class="n"><xsl:call-template name="share"><xsl:with-param name="d" select="."/><xsl:with-param name="o" select="$o"/></xsl:call-template></td></xsl:for-each></tr></xsl:for-each></tbody>
  </xsl:template>

  <xsl:template match="r:rows">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:row)"/>
      <xsl:with-param name="dataset" select="@id"/>
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
    <figure><div class="scroll" tabindex="0"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$ja"/></xsl:call-template></div>
      <figcaption><xsl:call-template name="figure-title"/></figcaption></figure>
  </xsl:template>

  <xsl:template match="r:thread">
    <xsl:call-template name="table">
      <xsl:with-param name="rows" select="count(r:step)"/>
      <xsl:with-param name="body">
        <thead><tr>
          <th scope="col"><xsl:value-of select="say:of('report.step.number', $lang)"/></th>
          <th scope="col"><xsl:value-of select="say:of('report.step.day', $lang)"/></th>
          <th scope="col"><xsl:value-of select="say:of('report.step.kind', $lang)"/></th>
          <th scope="col"><xsl:value-of select="say:of('report.step.text', $lang)"/></th>
        </tr></thead>
        <tbody><xsl:for-each select="r:step"><tr><th scope="row" class="k">#<xsl:value-of select="position()"/></th><td><xsl:call-template name="step-day"/></td><td><xsl:call-template name="kind"/></td><td class="t"><xsl:value-of select="."/></td></tr></xsl:for-each></tbody>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
