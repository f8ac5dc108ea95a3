<?xml version="1.0" encoding="UTF-8"?>
<!-- A letter to one who may send, as a page; no script, nothing to click. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:receipt:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:param name="lang"/>

  <xsl:template match="/r:receipts">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="say:of('letter.title', $lang)"/></title>
        <style>
body{font-family:sans-serif;line-height:1.6;max-width:60em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #1f4e79}h2{font-size:1.15em;margin-top:2em;background:#eef3f8;padding:.3em .5em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f6f8;white-space:nowrap}code{overflow-wrap:anywhere}ul{margin:.3em 0;padding-left:1.4em}td.how{white-space:nowrap}.no{color:#8a1c1c}@media(max-width:40em){th{white-space:normal}tr{display:block;border:1px solid #666;margin:.5em 0}tr.head{display:none}td{display:block;border:0}td[data-head]::before{content:attr(data-head) ": ";font-weight:bold}}@media print{h2{break-after:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="say:of('letter.title', $lang)"/></h1>
        <p><xsl:value-of select="say:of('letter.night', $lang, 'run', @run, 'day', concat(substring(@run, 1, 4), '-', substring(@run, 5, 2), '-', substring(@run, 7, 2)))"/></p>
        <xsl:if test="@line"><p class="no"><xsl:value-of select="say:of('letter.line', $lang, 'day', substring(@line, 1, 10))"/></p></xsl:if>
        <xsl:if test="@first"><p><xsl:value-of select="say:of('letter.first', $lang)"/>: <xsl:value-of select="@first"/></p></xsl:if>
        <xsl:if test="not(*)"><p><xsl:value-of select="say:of('letter.nothing', $lang)"/></p></xsl:if>
        <xsl:if test="r:receipt"><xsl:call-template name="packages"/></xsl:if>
        <xsl:if test="r:receipt/r:unread"><xsl:call-template name="unread"/></xsl:if>
        <xsl:if test="r:news"><xsl:call-template name="news"/></xsl:if>
        <xsl:if test="r:concerns-you"><xsl:call-template name="concerns"/></xsl:if>
        <xsl:if test="r:request">
          <h2><xsl:value-of select="say:of('letter.requests', $lang)"/></h2>
          <xsl:apply-templates select="r:request"/>
        </xsl:if>
        <xsl:if test="r:answer">
          <h2><xsl:value-of select="say:of('letter.answers', $lang)"/></h2>
          <xsl:apply-templates select="r:answer"/>
        </xsl:if>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="packages">
    <h2><xsl:value-of select="say:of('letter.packages', $lang)"/></h2>
    <table>
      <tr class="head"><th><xsl:value-of select="say:of('letter.state', $lang)"/></th><th><xsl:value-of select="say:of('letter.package', $lang)"/></th><th><xsl:value-of select="say:of('letter.means', $lang)"/></th></tr>
      <xsl:apply-templates select="r:receipt"/>
    </table>
  </xsl:template>

  <xsl:template match="r:receipt">
    <tr>
      <td data-head="{say:of('letter.state', $lang)}" class="how"><xsl:if test="@state = 'quarantined'"><xsl:attribute name="class">how no</xsl:attribute></xsl:if><xsl:value-of select="say:of(concat('letter.state.', @state), $lang)"/><xsl:if test="@reason"><br/><xsl:value-of select="@reason"/></xsl:if></td>
      <td data-head="{say:of('letter.package', $lang)}"><xsl:if test="@file"><xsl:value-of select="@file"/><br/></xsl:if><xsl:if test="@id"><xsl:value-of select="@id"/><br/></xsl:if><xsl:if test="@package">SHA-256 <xsl:value-of select="@package"/></xsl:if></td>
      <td data-head="{say:of('letter.means', $lang)}">
        <xsl:value-of select="r:text[@xml:lang = $lang]"/>
        <xsl:if test="r:fault"><ul><xsl:for-each select="r:fault[@xml:lang = $lang]"><li><xsl:value-of select="."/></li></xsl:for-each></ul></xsl:if>
        <xsl:if test="r:submission"><br/><xsl:value-of select="say:of('letter.submissions', $lang)"/><xsl:for-each select="r:submission"><br/><span lang="{say:tongue(@title)}"><xsl:value-of select="@title"/></span><br/><code><xsl:value-of select="@id"/></code></xsl:for-each></xsl:if>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="unread">
    <h2><xsl:value-of select="say:of('letter.unread', $lang)"/></h2>
    <table>
      <tr class="head"><th><xsl:value-of select="say:of('letter.submission', $lang)"/></th><th><xsl:value-of select="say:of('letter.file', $lang)"/></th><th><xsl:value-of select="say:of('letter.means', $lang)"/></th></tr>
      <xsl:for-each select="r:receipt/r:unread">
        <tr><td data-head="{say:of('letter.submission', $lang)}"><xsl:value-of select="@submission"/></td><td data-head="{say:of('letter.file', $lang)}"><xsl:value-of select="@path"/><xsl:if test="@name"><br/><xsl:value-of select="@name"/></xsl:if></td><td data-head="{say:of('letter.means', $lang)}"><xsl:value-of select="r:text[@xml:lang = $lang]"/><xsl:if test="@taken"><br/><xsl:value-of select="say:of('letter.list', $lang, 'taken', @taken, 'left', @left)"/></xsl:if><xsl:if test="@why"><br/><code><xsl:value-of select="@why"/></code></xsl:if><xsl:if test="@places"><br/><xsl:value-of select="say:of('letter.places', $lang, 'places', @places)"/></xsl:if></td></tr>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template name="news">
    <h2><xsl:value-of select="say:of('letter.news', $lang)"/></h2>
    <table>
      <tr class="head"><th><xsl:value-of select="say:of('letter.submission', $lang)"/></th><th><xsl:value-of select="say:of('letter.means', $lang)"/></th><th><xsl:value-of select="say:of('letter.items', $lang)"/></th></tr>
      <xsl:for-each select="r:news">
        <tr><td data-head="{say:of('letter.submission', $lang)}"><span lang="{say:tongue(@title)}"><xsl:value-of select="@title"/></span><br/><code><xsl:value-of select="@submission"/></code></td><td data-head="{say:of('letter.means', $lang)}"><xsl:value-of select="r:text[@xml:lang = $lang]"/></td><td data-head="{say:of('letter.items', $lang)}"><xsl:for-each select="r:item"><xsl:if test="position() &gt; 1"><br/></xsl:if><xsl:value-of select="@id"/> (<xsl:value-of select="@audience"/>)</xsl:for-each></td></tr>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template name="concerns">
    <h2><xsl:value-of select="say:of('letter.concerns', $lang)"/></h2>
    <p><xsl:value-of select="say:of('letter.concerns-why', $lang)"/></p>
    <table>
      <tr class="head"><th><xsl:value-of select="say:of('letter.type', $lang)"/></th><th><xsl:value-of select="say:of('letter.value', $lang)"/></th><th><xsl:value-of select="say:of('letter.audience', $lang)"/></th><th><xsl:value-of select="say:of('letter.items', $lang)"/></th></tr>
      <xsl:for-each select="r:concerns-you">
        <tr><td data-head="{say:of('letter.type', $lang)}"><xsl:value-of select="say:of(concat('notice.type.', @type), $lang)"/></td><td data-head="{say:of('letter.value', $lang)}"><xsl:value-of select="."/></td><td data-head="{say:of('letter.audience', $lang)}"><xsl:value-of select="@audience"/></td><td data-head="{say:of('letter.items', $lang)}"><xsl:value-of select="@item"/></td></tr>
      </xsl:for-each>
    </table>
    <xsl:if test="r:more"><p><xsl:value-of select="say:of('letter.more', $lang, 'count', r:more/@count)"/></p></xsl:if>
  </xsl:template>

  <xsl:template match="r:request | r:answer">
    <p><b><xsl:value-of select="@id"/></b><xsl:if test="@until"><xsl:text> </xsl:text><xsl:value-of select="say:of('letter.until', $lang, 'day', @until)"/></xsl:if><xsl:if test="@submission"><br/><xsl:value-of select="@submission"/></xsl:if><xsl:if test="@item"><br/><xsl:value-of select="@item"/></xsl:if><br/><xsl:value-of select="."/></p>
  </xsl:template>
</xsl:stylesheet>
