<?xml version="1.0" encoding="UTF-8"?>
<!-- runs/RUN/run.xml as the operator's page; no script. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:run:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:variable name="lang"><xsl:choose><xsl:when test="/r:run/@lang = 'en'">en</xsl:when><xsl:otherwise>ja</xsl:otherwise></xsl:choose></xsl:variable>
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
        <h1><xsl:value-of select="say:of('run.title', $lang)"/>
          <xsl:text> </xsl:text><xsl:value-of select="@id"/></h1>
        <p><xsl:value-of select="@at"/></p>
        <xsl:if test="@first">
          <p><xsl:value-of select="say:of('run.first', $lang)"/>: <xsl:value-of select="@first"/></p>
        </xsl:if>
        <xsl:if test="r:attention">
          <div class="need"><strong><xsl:value-of select="say:of('run.attention', $lang)"/></strong>
            <ul><xsl:for-each select="r:attention"><li><xsl:value-of select="."/></li></xsl:for-each></ul></div>
        </xsl:if>
        <h2><xsl:value-of select="say:of('run.packages', $lang)"/> (<xsl:value-of select="count(r:package)"/>)</h2>
        <table><tr>
            <th><xsl:value-of select="say:of('run.column.path', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.sha256', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.state', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.reason', $lang)"/></th>
          </tr>
          <xsl:for-each select="r:package"><tr class="{@state}">
              <td><xsl:value-of select="@path"/></td>
              <td><code><xsl:value-of select="substring(@sha256, 1, 16)"/></code></td>
              <td><xsl:value-of select="say:of(concat('run.state.', @state), $lang)"/></td>
              <td><xsl:value-of select="@reason"/><xsl:if test="@detail">: <xsl:value-of select="@detail"/></xsl:if></td>
            </tr></xsl:for-each></table>
        <xsl:if test="r:package/r:unread">
          <h2><xsl:value-of select="say:of('run.unread', $lang)"/> (<xsl:value-of select="count(r:package/r:unread)"/>)</h2>
          <table><tr>
              <th><xsl:value-of select="say:of('run.column.submission', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.file', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.read', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.reason', $lang)"/></th>
            </tr>
            <xsl:for-each select="r:package/r:unread"><tr>
                <td><xsl:value-of select="@submission"/></td>
                <td><xsl:value-of select="@file"/></td>
                <td><xsl:value-of select="@read"/></td>
                <td><xsl:value-of select="@reason"/></td>
              </tr></xsl:for-each></table>
        </xsl:if>
        <h2><xsl:value-of select="say:of('run.items', $lang)"/> (<xsl:value-of select="count(r:item)"/>)</h2>
        <table><tr>
            <th><xsl:value-of select="say:of('run.column.item', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.case', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.edition', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.audiences', $lang)"/></th>
          </tr>
          <xsl:for-each select="r:item"><tr>
              <td><xsl:value-of select="@id"/></td>
              <td><xsl:value-of select="@case"/></td>
              <td><xsl:value-of select="@edition"/></td>
              <td><xsl:value-of select="@audiences"/></td>
            </tr></xsl:for-each></table>
        <h2><xsl:value-of select="say:of('run.bundles', $lang)"/> (<xsl:value-of select="count(r:bundle)"/>)</h2>
        <table><tr>
            <th><xsl:value-of select="say:of('run.column.path', $lang)"/></th>
            <th><xsl:value-of select="say:of('run.column.sha256', $lang)"/></th>
          </tr>
          <xsl:for-each select="r:bundle"><tr>
              <td><xsl:value-of select="@path"/></td>
              <td><code><xsl:value-of select="@digest"/></code></td>
            </tr></xsl:for-each></table>
        <xsl:if test="r:timeline">
          <h2><xsl:value-of select="say:of('run.threads', $lang)"/></h2>
          <xsl:for-each select="r:timeline"><div class="wide"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$lang = 'ja'"/></xsl:call-template></div></xsl:for-each>
        </xsl:if>
        <xsl:if test="r:look">
          <h2><xsl:value-of select="say:of('run.look', $lang)"/> (<xsl:value-of select="count(r:look)"/>)</h2>
          <table><tr>
              <th><xsl:value-of select="say:of('run.column.case', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.with', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.likeness', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.why', $lang)"/></th>
            </tr>
            <xsl:for-each select="r:look"><tr>
                <td><xsl:value-of select="@case"/></td>
                <td><xsl:value-of select="@with"/></td>
                <td><xsl:value-of select="format-number(@score div 1000, '0.00')"/></td>
                <td><xsl:value-of select="@why"/></td>
              </tr></xsl:for-each></table>
        </xsl:if>
        <xsl:if test="r:confirm">
          <h2><xsl:value-of select="say:of('run.confirm', $lang)"/> (<xsl:value-of select="count(r:confirm)"/>)</h2>
          <table><tr>
              <th><xsl:value-of select="say:of('run.column.ruling', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.case', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.by', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.since', $lang)"/></th>
            </tr>
            <xsl:for-each select="r:confirm"><tr>
                <td><xsl:value-of select="@ruling"/></td>
                <td><xsl:value-of select="@case"/></td>
                <td><xsl:value-of select="@by"/></td>
                <td><xsl:value-of select="@since"/></td>
              </tr></xsl:for-each></table>
        </xsl:if>
        <xsl:if test="r:truehit">
          <h2><xsl:value-of select="say:of('run.truehits', $lang)"/> (<xsl:value-of select="count(r:truehit)"/>)</h2>
          <table><tr>
              <th><xsl:value-of select="say:of('run.column.ruling', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.case', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.by', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.provider', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.bytes', $lang)"/></th>
              <th><xsl:value-of select="say:of('run.column.second', $lang)"/></th>
            </tr>
            <xsl:for-each select="r:truehit"><tr>
                <td><xsl:value-of select="@ruling"/></td>
                <td><xsl:value-of select="@case"/></td>
                <td><xsl:value-of select="@by"/></td>
                <td><xsl:value-of select="@provider"/></td>
                <td><code><xsl:value-of select="@bytes"/></code></td>
                <td><xsl:value-of select="@confirmed"/></td>
              </tr></xsl:for-each></table>
        </xsl:if>
        <xsl:if test="@newest-signature">
          <p><xsl:value-of select="say:of('run.newest-signature', $lang)"/>: <xsl:value-of select="@newest-signature"/></p>
        </xsl:if>
        <p><xsl:value-of select="say:of('run.journal-head', $lang)"/>: <code><xsl:value-of select="@journal-head"/></code></p>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
