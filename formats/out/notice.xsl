<?xml version="1.0" encoding="UTF-8"?>
<!-- A bundle's items as one readable page; no script, nothing to click. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:i="urn:toiyaba:item:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="i say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:param name="lang"/>

  <xsl:template match="/notice">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="say:of('notice.title', $lang, 'number', @sequence)"/></title>
        <style>
body{font-family:sans-serif;line-height:1.6;max-width:60em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #1f4e79}h2{font-size:1.15em;margin-top:2em;background:#eef3f8;padding:.3em .5em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f6f8;white-space:nowrap}.tlp{font-weight:bold}.gone{color:#8a1c1c}@media print{h2{break-after:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="say:of('notice.heading', $lang, 'hub', @hub)"/></h1>
        <p><xsl:value-of select="say:of('notice.to', $lang, 'audience', @audience)"/>　<xsl:value-of select="say:of('notice.number', $lang, 'number', @sequence)"/>　<span class="tlp">TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></span></p>
        <xsl:if test="retraction">
          <h2 class="gone"><xsl:value-of select="say:of('notice.retracted', $lang)"/></h2>
          <p><xsl:value-of select="say:of('notice.retracted-advice', $lang)"/></p>
          <xsl:if test="retraction/value"><p><xsl:value-of select="say:of('notice.retracted-values', $lang)"/></p></xsl:if>
          <ul><xsl:for-each select="retraction"><li><xsl:value-of select="@item"/><xsl:if test="value"><ul><xsl:for-each select="value"><li><xsl:value-of select="@type"/>　<xsl:value-of select="."/></li></xsl:for-each></ul></xsl:if></li></xsl:for-each></ul>
        </xsl:if>
        <xsl:if test="superseded">
          <h2><xsl:value-of select="say:of('notice.superseded', $lang)"/></h2>
          <p><xsl:value-of select="say:of('notice.superseded-advice', $lang)"/></p>
          <ul><xsl:for-each select="superseded"><li><xsl:value-of select="say:of('notice.superseded-by', $lang, 'item', @item, 'by', @by)"/></li></xsl:for-each></ul>
        </xsl:if>
        <xsl:if test="request">
          <h2><xsl:value-of select="say:of('notice.requests', $lang)"/></h2>
          <p><xsl:value-of select="say:of('notice.requests-advice', $lang)"/></p>
          <xsl:for-each select="request">
            <p><b><xsl:value-of select="@name"/></b>　<xsl:if test="@item"><xsl:value-of select="say:of('notice.about', $lang, 'item', @item)"/>　</xsl:if><xsl:value-of select="say:of('notice.until', $lang, 'date', @until)"/><br/><xsl:value-of select="."/></p>
          </xsl:for-each>
        </xsl:if>
        <xsl:apply-templates select="i:item[not(i:retracted or i:superseded)]"/>
        <p><xsl:value-of select="say:of('notice.defanged', $lang)"/></p>
      </body>
    </html>
  </xsl:template>

  <!-- Features of the mails, in one text; what: same, different. -->
  <xsl:template name="features">
    <xsl:param name="what"/>
    <xsl:variable name="features">
      <xsl:for-each select="i:comparison/i:feature[@is=$what]"><xsl:if test="position() &gt; 1"><xsl:value-of select="say:of('notice.separator', $lang)"/></xsl:if><xsl:value-of select="say:of(concat('notice.feature.', @name), $lang)"/></xsl:for-each>
      <xsl:if test="not(i:comparison/i:feature[@is=$what])"><xsl:value-of select="say:of('notice.none', $lang)"/></xsl:if>
    </xsl:variable>
    <xsl:value-of select="say:of(concat('notice.', $what), $lang, 'features', $features)"/>
  </xsl:template>

  <xsl:template match="i:item">
    <h2><xsl:value-of select="@id"/>　<xsl:value-of select="i:title"/></h2>
    <p><xsl:value-of select="say:of('notice.class', $lang, 'class', say:of(concat('class.', @class), $lang))"/>
    　<xsl:value-of select="say:of('notice.edition', $lang, 'edition', @edition)"/>　<xsl:value-of select="say:of('notice.first-shared', $lang, 'date', @first-shared)"/>
    　TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
    <xsl:if test="i:sightings/@at-least">　<xsl:value-of select="say:of('notice.sightings', $lang, 'count', i:sightings/@at-least)"/></xsl:if>
    <xsl:if test="i:sightings/@false-alarms">　<span class="gone"><xsl:value-of select="say:of('notice.false-alarms', $lang, 'count', i:sightings/@false-alarms)"/></span></xsl:if></p>
    <xsl:if test="i:analysis"><h3><xsl:value-of select="say:of('notice.analysis', $lang)"/></h3><p><xsl:value-of select="i:analysis"/></p></xsl:if>
    <xsl:if test="i:countermeasure"><h3><xsl:value-of select="say:of('notice.countermeasure', $lang)"/></h3><p><xsl:value-of select="i:countermeasure"/></p></xsl:if>
    <xsl:if test="i:indicator">
      <h3><xsl:value-of select="say:of('notice.indicators', $lang)"/></h3>
      <table><tr><th><xsl:value-of select="say:of('notice.type', $lang)"/></th><th><xsl:value-of select="say:of('notice.role', $lang)"/></th><th><xsl:value-of select="say:of('notice.value', $lang)"/></th></tr>
      <xsl:for-each select="i:indicator"><tr><td><xsl:value-of select="@type"/></td><td><xsl:value-of select="@role"/></td><td><xsl:value-of select="."/></td></tr></xsl:for-each></table>
    </xsl:if>
    <xsl:if test="i:file">
      <h3><xsl:value-of select="say:of('notice.files', $lang)"/></h3>
      <table><tr><th><xsl:value-of select="say:of('notice.name', $lang)"/></th><th><xsl:value-of select="say:of('notice.type', $lang)"/></th><th><xsl:value-of select="say:of('notice.size', $lang)"/></th><th>SHA-256</th></tr>
      <xsl:for-each select="i:file"><tr><td><xsl:value-of select="@name"/></td><td><xsl:value-of select="@kind"/></td><td><xsl:value-of select="@size"/></td><td><xsl:value-of select="@sha256"/></td></tr></xsl:for-each></table>
    </xsl:if>
    <xsl:if test="i:observation">
      <h3><xsl:value-of select="say:of('notice.observations', $lang)"/></h3>
      <table><tr><th><xsl:value-of select="say:of('notice.direction', $lang)"/></th><th><xsl:value-of select="say:of('notice.address', $lang)"/></th><th><xsl:value-of select="say:of('notice.port', $lang)"/></th><th><xsl:value-of select="say:of('notice.seen', $lang)"/></th></tr>
      <xsl:for-each select="i:observation"><tr><td><xsl:value-of select="say:of(concat('notice.', @direction), $lang)"/></td><td><xsl:value-of select="@address"/></td><td><xsl:value-of select="@protocol"/><xsl:if test="@port">/<xsl:value-of select="@port"/></xsl:if></td><td><xsl:value-of select="say:of('notice.days', $lang, 'first', @first, 'last', @last)"/></td></tr></xsl:for-each></table>
    </xsl:if>
    <xsl:if test="i:period">
      <p><xsl:value-of select="say:of('notice.period', $lang, 'first', i:period/@first, 'last', i:period/@last)"/></p>
    </xsl:if>
    <xsl:if test="i:thread">
      <h3><xsl:value-of select="say:of('notice.thread', $lang)"/></h3>
      <ol><xsl:for-each select="i:thread/i:step"><li><xsl:value-of select="say:of(concat('notice.step.', @kind), $lang)"/><xsl:value-of select="."/></li></xsl:for-each></ol>
    </xsl:if>
    <xsl:if test="i:comparison">
      <h3><xsl:value-of select="say:of('notice.comparison', $lang)"/></h3>
      <p><xsl:call-template name="features"><xsl:with-param name="what" select="'same'"/></xsl:call-template><br/><xsl:text>
      </xsl:text><xsl:call-template name="features"><xsl:with-param name="what" select="'different'"/></xsl:call-template></p>
    </xsl:if>
    <xsl:if test="i:related">
      <xsl:variable name="items"><xsl:for-each select="i:related"><xsl:value-of select="@item"/><xsl:text> </xsl:text></xsl:for-each></xsl:variable>
      <p><xsl:value-of select="say:of('notice.related', $lang, 'items', $items)"/></p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
