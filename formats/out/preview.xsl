<?xml version="1.0" encoding="UTF-8"?>
<!-- What a provider is asked to approve, as a page; no script, nothing to click. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:i="urn:toiyaba:item:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="i say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:param name="lang"/>

  <xsl:template match="/preview">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="say:of('preview.title', $lang)"/></title>
        <style>
body{font-family:sans-serif;line-height:1.6;max-width:60em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #1f4e79}h2{font-size:1.15em;margin-top:2em;background:#eef3f8;padding:.3em .5em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f6f8;white-space:nowrap}code{overflow-wrap:anywhere}.uncut{color:#8a1c1c}@media print{h2{break-after:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="say:of('preview.title', $lang)"/></h1>
        <p><xsl:value-of select="say:of('preview.submission', $lang, 'submission', @submission)"/>　TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></p>
        <h2><xsl:value-of select="say:of('preview.readers', $lang)"/></h2>
        <table>
          <tr><th><xsl:value-of select="say:of('preview.reader', $lang)"/></th><th><xsl:value-of select="say:of('preview.reader-id', $lang)"/></th><th><xsl:value-of select="say:of('preview.reader-count', $lang)"/></th></tr>
          <xsl:for-each select="reader">
            <tr><td><xsl:choose><xsl:when test="$lang = 'en' and @en"><xsl:value-of select="@en"/></xsl:when><xsl:otherwise><xsl:value-of select="@ja"/></xsl:otherwise></xsl:choose><xsl:if test="@when"><xsl:value-of select="say:of('preview.grave', $lang)"/></xsl:if></td><td><xsl:value-of select="@id"/></td><td><xsl:value-of select="@readers"/></td></tr>
          </xsl:for-each>
        </table>
        <xsl:if test="@few"><p class="uncut"><xsl:value-of select="@few"/></p></xsl:if>
        <xsl:if test="uncut">
          <h2 class="uncut"><xsl:value-of select="say:of('preview.uncut-head', $lang)"/></h2>
          <ul class="uncut"><xsl:for-each select="uncut"><li><xsl:value-of select="."/></li></xsl:for-each></ul>
        </xsl:if>
        <h2><xsl:value-of select="say:of('preview.alone', $lang)"/></h2>
        <p><xsl:value-of select="say:of('preview.hole', $lang)"/></p>
        <xsl:apply-templates select="i:item[1]"/>
        <h2><xsl:value-of select="say:of('preview.several', $lang, 'count', @witnesses)"/></h2>
        <xsl:apply-templates select="i:item[2]"/>
        <h2><xsl:value-of select="say:of('preview.answer', $lang)"/></h2>
        <p><xsl:value-of select="say:of('preview.answer-how', $lang)"/></p>
        <p><code>&lt;consent preview="<xsl:value-of select="@digest"/>" decision="approve"/&gt;</code></p>
        <p><xsl:value-of select="say:of('preview.answer-except', $lang)"/></p>
        <p><code>&lt;consent preview="<xsl:value-of select="@digest"/>" decision="approve" except="<xsl:value-of select="reader[last()]/@id"/>"/&gt;</code></p>
        <p><xsl:value-of select="say:of('preview.answer-whole', $lang, 'count', @witnesses)"/></p>
        <p><xsl:value-of select="say:of('preview.answer-refuse', $lang)"/></p>
        <p><xsl:value-of select="say:of('preview.defanged', $lang)"/></p>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="i:item">
    <table>
      <tr><th><xsl:value-of select="say:of('notice.type', $lang)"/></th><th><xsl:value-of select="say:of('notice.value', $lang)"/></th></tr>
      <tr><td><xsl:value-of select="say:of('preview.item-title', $lang)"/></td><td><xsl:call-template name="theirs"><xsl:with-param name="text" select="string(i:title)"/></xsl:call-template></td></tr>
      <xsl:for-each select="i:analysis | i:countermeasure"><tr><td><xsl:value-of select="say:of(concat('notice.', local-name()), $lang)"/></td><td><xsl:call-template name="theirs"><xsl:with-param name="text" select="string(.)"/></xsl:call-template></td></tr></xsl:for-each>
      <xsl:for-each select="i:indicator"><tr><td><xsl:value-of select="say:of(concat('notice.type.', @type), $lang)"/></td><td><xsl:value-of select="."/></td></tr></xsl:for-each>
      <xsl:for-each select="i:file"><tr><td><xsl:value-of select="say:of(concat('notice.kind.', @kind), $lang)"/></td><td><xsl:value-of select="@name"/><xsl:text> </xsl:text><xsl:value-of select="@sha256"/></td></tr></xsl:for-each>
      <xsl:for-each select="i:observation"><tr><td><xsl:value-of select="say:of(concat('notice.', @direction), $lang)"/></td><td><xsl:value-of select="@address"/><xsl:text> </xsl:text><xsl:value-of select="@protocol"/><xsl:if test="@port">/<xsl:value-of select="@port"/></xsl:if><xsl:text> </xsl:text><xsl:value-of select="say:of('notice.days', $lang, 'first', @first, 'last', @last)"/></td></tr></xsl:for-each>
      <xsl:if test="i:period"><tr><td/><td><xsl:value-of select="say:of('notice.period', $lang, 'first', i:period/@first, 'last', i:period/@last)"/></td></tr></xsl:if>
    </table>
  </xsl:template>
  <!-- Words of an item may be in another language than the page. -->
  <xsl:template name="theirs">
    <xsl:param name="text"/>
    <xsl:variable name="tongue" select="say:tongue($text)"/>
    <xsl:choose>
      <xsl:when test="$tongue = $lang"><xsl:value-of select="$text"/></xsl:when>
      <xsl:otherwise><span lang="{$tongue}"><xsl:value-of select="$text"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
