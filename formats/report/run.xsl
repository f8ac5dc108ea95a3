<?xml version="1.0" encoding="UTF-8"?>
<!-- runs/RUN/run.xml as the operator's page; no script. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:run:1" exclude-result-prefixes="r">
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:variable name="ja" select="/r:run/@lang != 'en'"/>
  <xsl:template name="w">
    <xsl:param name="ja"/><xsl:param name="en"/>
    <xsl:choose><xsl:when test="$ja and /r:run/@lang != 'en'"><xsl:value-of select="$ja"/></xsl:when><xsl:otherwise><xsl:value-of select="$en"/></xsl:otherwise></xsl:choose>
  </xsl:template>
  <xsl:template name="state">
    <xsl:choose>
      <xsl:when test="$ja and @state='accepted'">受理</xsl:when>
      <xsl:when test="$ja and @state='duplicate'">重複</xsl:when>
      <xsl:when test="$ja and @state='quarantined'">隔離</xsl:when>
      <xsl:when test="$ja and @state='waiting'">待ち</xsl:when>
      <xsl:otherwise><xsl:value-of select="@state"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="/r:run">
    <html lang="{@lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>toiyaba <xsl:value-of select="@id"/></title>
        <style>
body{font-family:sans-serif;line-height:1.5;max-width:70em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.3em;border-bottom:3px solid #1f4e79}table{border-collapse:collapse;width:100%;font-size:.9em}
td,th{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eef3f8}
.quarantined{background:#fdecea}.wide{overflow-x:auto}.need{border:2px solid #8a1c1c;padding:.5em 1em}code{font-size:.85em}
        </style>
      </head>
      <body>
        <h1><xsl:call-template name="w"><xsl:with-param name="ja" select="'夜間処理'"/><xsl:with-param name="en" select="'Nightly run'"/></xsl:call-template>
          <xsl:text> </xsl:text><xsl:value-of select="@id"/></h1>
        <p><xsl:value-of select="@at"/></p>
        <xsl:if test="r:attention">
          <div class="need"><strong><xsl:call-template name="w"><xsl:with-param name="ja" select="'人の対応が必要'"/><xsl:with-param name="en" select="'Needs a person'"/></xsl:call-template></strong>
            <ul><xsl:for-each select="r:attention"><li><xsl:value-of select="."/></li></xsl:for-each></ul></div>
        </xsl:if>
        <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'パッケージ'"/><xsl:with-param name="en" select="'Packages'"/></xsl:call-template> (<xsl:value-of select="count(r:package)"/>)</h2>
        <table><tr><th>path</th><th>SHA-256</th><th>state</th><th>reason</th></tr>
          <xsl:for-each select="r:package"><tr class="{@state}"><td><xsl:value-of select="@path"/></td><td><code><xsl:value-of select="substring(@sha256, 1, 16)"/></code></td><td><xsl:call-template name="state"/></td><td><xsl:value-of select="@reason"/><xsl:if test="@detail">: <xsl:value-of select="@detail"/></xsl:if></td></tr></xsl:for-each></table>
        <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'共有した情報'"/><xsl:with-param name="en" select="'Items released'"/></xsl:call-template> (<xsl:value-of select="count(r:item)"/>)</h2>
        <table><tr><th>item</th><th>case</th><th>edition</th><th>audiences</th></tr>
          <xsl:for-each select="r:item"><tr><td><xsl:value-of select="@id"/></td><td><xsl:value-of select="@case"/></td><td><xsl:value-of select="@edition"/></td><td><xsl:value-of select="@audiences"/></td></tr></xsl:for-each></table>
        <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'配付物'"/><xsl:with-param name="en" select="'Bundles'"/></xsl:call-template> (<xsl:value-of select="count(r:bundle)"/>)</h2>
        <table><tr><th>path</th><th>SHA-256</th></tr>
          <xsl:for-each select="r:bundle"><tr><td><xsl:value-of select="@path"/></td><td><code><xsl:value-of select="@digest"/></code></td></tr></xsl:for-each></table>
        <xsl:if test="r:timeline">
          <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'やり取りの推移'"/><xsl:with-param name="en" select="'Exchanges of mails'"/></xsl:call-template></h2>
          <xsl:for-each select="r:timeline"><div class="wide"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$ja"/></xsl:call-template></div></xsl:for-each>
        </xsl:if>
        <xsl:if test="r:look">
          <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'分析者が見比べる案件'"/><xsl:with-param name="en" select="'Cases to be looked at'"/></xsl:call-template> (<xsl:value-of select="count(r:look)"/>)</h2>
          <table><tr><th>case</th><th>with</th><th>likeness</th><th>why</th></tr>
            <xsl:for-each select="r:look"><tr><td><xsl:value-of select="@case"/></td><td><xsl:value-of select="@with"/></td><td><xsl:value-of select="format-number(@score div 1000, '0.00')"/></td><td><xsl:value-of select="@why"/></td></tr></xsl:for-each></table>
        </xsl:if>
        <xsl:if test="r:confirm">
          <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'二人目の分析者を待つ判断'"/><xsl:with-param name="en" select="'Rulings that wait for a second analyst'"/></xsl:call-template> (<xsl:value-of select="count(r:confirm)"/>)</h2>
          <table><tr><th>ruling</th><th>case</th><th>by</th><th>since</th></tr>
            <xsl:for-each select="r:confirm"><tr><td><xsl:value-of select="@ruling"/></td><td><xsl:value-of select="@case"/></td><td><xsl:value-of select="@by"/></td><td><xsl:value-of select="@since"/></td></tr></xsl:for-each></table>
        </xsl:if>
        <xsl:if test="r:truehit">
          <h2><xsl:call-template name="w"><xsl:with-param name="ja" select="'伏せずに共有する案'"/><xsl:with-param name="en" select="'Names proposed to be told unmasked'"/></xsl:call-template> (<xsl:value-of select="count(r:truehit)"/>)</h2>
          <table><tr><th>ruling</th><th>case</th><th>by</th><th>provider</th><th>bytes</th><th>second</th></tr>
            <xsl:for-each select="r:truehit"><tr><td><xsl:value-of select="@ruling"/></td><td><xsl:value-of select="@case"/></td><td><xsl:value-of select="@by"/></td><td><xsl:value-of select="@provider"/></td><td><code><xsl:value-of select="@bytes"/></code></td><td><xsl:value-of select="@confirmed"/></td></tr></xsl:for-each></table>
        </xsl:if>
        <p><xsl:call-template name="w"><xsl:with-param name="ja" select="'ジャーナルの末尾'"/><xsl:with-param name="en" select="'Journal head'"/></xsl:call-template>: <code><xsl:value-of select="@journal-head"/></code></p>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
