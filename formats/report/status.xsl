<?xml version="1.0" encoding="UTF-8"?>
<!-- The verdict on a hub as a page; no script, prints on a sheet. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:s="urn:toiyaba:status:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="s say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:variable name="lang"><xsl:choose><xsl:when test="/s:status/@lang = 'en'">en</xsl:when><xsl:otherwise>ja</xsl:otherwise></xsl:choose></xsl:variable>

  <xsl:template match="/s:status">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>toiyaba: <xsl:value-of select="say:of(concat('status.verdict.', @verdict), $lang)"/></title>
        <style>
body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.3em;padding:.4em .6em;border:3px solid #2b6b2b}h1.attention{border-color:#b35900}h1.late{border-color:#8a1c1c;background:#fdecea}
h2{font-size:1.1em}td.day{white-space:nowrap}
table{border-collapse:collapse;width:100%;font-size:.95em}td,th{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef3f8}td.n{text-align:right;white-space:nowrap}tr.need td{background:#fff3e0;font-weight:bold}
@media print{body{font-size:9.5pt;margin:0}h2{break-after:avoid}tr{break-inside:avoid}}
        </style>
      </head>
      <body><main>
        <h1 class="{@verdict}"><xsl:value-of select="say:of(concat('status.verdict.', @verdict), $lang)"/></h1>
        <p><xsl:value-of select="say:of('status.as-of', $lang)"/>: <xsl:value-of select="concat(substring(@at, 1, 10), ' ', substring(@at, 12, 5))"/><br/>
          <xsl:value-of select="say:of('status.last-run', $lang)"/>: <xsl:choose><xsl:when test="@last_run"><xsl:value-of select="concat(substring(@last_run, 1, 10), ' ', substring(@last_run, 12, 5))"/></xsl:when><xsl:otherwise><xsl:value-of select="say:of('status.never', $lang)"/></xsl:otherwise></xsl:choose>
          <xsl:if test="@last_exit != 0"> (<xsl:value-of select="say:of('status.exit', $lang, 'code', @last_exit)"/>)</xsl:if><br/>
          <xsl:value-of select="say:of('status.last-backup', $lang)"/>: <xsl:choose><xsl:when test="@last_backup"><xsl:value-of select="@last_backup"/></xsl:when><xsl:otherwise><xsl:value-of select="say:of('status.never', $lang)"/></xsl:otherwise></xsl:choose><br/>
          <xsl:value-of select="say:of('status.last-drill', $lang)"/>: <xsl:choose><xsl:when test="@last_drill"><xsl:value-of select="@last_drill"/></xsl:when><xsl:otherwise><xsl:value-of select="say:of('status.never', $lang)"/></xsl:otherwise></xsl:choose><br/>
          <xsl:value-of select="say:of('status.room', $lang, 'mib', @free_mib, 'percent', @free_percent)"/>
          <xsl:if test="@newest_signature"><br/><xsl:value-of select="say:of('status.newest-signature', $lang, 'seconds', @newest_signature)"/></xsl:if></p>
        <table>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'quarantined'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'stopped'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'undelivered'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'expiring'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'overdue'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'unsaved'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'untried'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'astray'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'asks'"/><xsl:with-param name="needs" select="true()"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'previews'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'silent'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'media'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'second'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'outside'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'unclassified'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'unread'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'waiting'"/></xsl:call-template>
          <xsl:call-template name="figure"><xsl:with-param name="name" select="'accepted'"/></xsl:call-template>
        </table>
        <xsl:if test="s:wait or s:unacknowledged">
          <h2><xsl:value-of select="say:of('status.waits', $lang)"/></h2>
          <table><tr><th><xsl:value-of select="say:of('status.since', $lang)"/></th><th><xsl:value-of select="say:of('status.whom', $lang)"/></th><th><xsl:value-of select="say:of('status.what', $lang)"/></th></tr>
            <xsl:for-each select="s:wait">
              <tr><td class="day"><xsl:value-of select="@since"/></td><td><xsl:choose><xsl:when test="string-length(@whom) = 64"><code><xsl:value-of select="substring(@whom, 1, 16)"/></code></xsl:when><xsl:otherwise><xsl:value-of select="@whom"/></xsl:otherwise></xsl:choose></td>
                <td><xsl:choose>
                  <xsl:when test="@what = 'preview'"><xsl:value-of select="say:of('status.wait.preview', $lang, 'count', @count)"/></xsl:when>
                  <xsl:when test="@what = 'second'"><xsl:value-of select="say:of('status.wait.second', $lang)"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="say:of('status.wait.refused', $lang)"/>: <xsl:value-of select="say:means(@what, $lang)"/><xsl:text> </xsl:text><code><xsl:value-of select="@what"/></code></xsl:otherwise>
                </xsl:choose></td></tr>
            </xsl:for-each>
            <xsl:for-each select="s:unacknowledged">
              <tr><td class="day"><xsl:value-of select="@since"/></td><td><xsl:value-of select="@reader"/></td>
                <td><xsl:value-of select="say:of('status.wait.ack', $lang, 'item', @item)"/></td></tr>
            </xsl:for-each>
          </table>
        </xsl:if>
      </main></body>
    </html>
  </xsl:template>

  <xsl:template name="figure">
    <xsl:param name="name"/>
    <xsl:param name="needs" select="false()"/>
    <xsl:variable name="value" select="@*[name() = $name]"/>
    <tr><xsl:if test="$needs and $value != 0"><xsl:attribute name="class">need</xsl:attribute></xsl:if>
      <td class="n"><xsl:value-of select="$value"/></td>
      <td><xsl:value-of select="say:of(concat('status.', $name), $lang)"/></td></tr>
  </xsl:template>
</xsl:stylesheet>
