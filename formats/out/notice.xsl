<?xml version="1.0" encoding="UTF-8"?>
<!-- A bundle as one page that a person acts on; no script, nothing to click.
     The page (notice) and what it says of items (entries) are made apart and put
     together by notice.c: where entries go, where each begins and where its name
     stands is marked by an instruction, which no text can bring. -->
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
h1{font-size:1.4em;border-bottom:3px solid #1f4e79}h2{font-size:1.15em;margin-top:2em;background:#eef3f8;padding:.3em .5em}h3{font-size:1em;margin:1em 0 .3em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f6f8;white-space:nowrap}td.what,td.is{width:22%}.tlp{font-weight:bold}.gone{color:#8a1c1c}code{overflow-wrap:anywhere}
.do{border:2px solid #1f4e79;padding:.2em 1em}.when{font-weight:bold}.text{white-space:pre-line}
@page{size:A4;margin:15mm}@media print{body{max-width:none;margin:0;padding:0 1px;font-size:10pt}h2,h3{break-after:avoid}tr,.do,li{break-inside:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="say:of('notice.heading', $lang, 'hub', @hub)"/></h1>
        <p><xsl:value-of select="say:of('notice.to', $lang, 'audience', @to)"/>　<xsl:value-of select="say:of('notice.number', $lang, 'number', @sequence)"/>　<xsl:value-of select="@created"/>　<span class="tlp"><xsl:call-template name="tlp"/></span></p>
        <xsl:if test="entries">
          <div class="do">
            <h3><xsl:value-of select="say:of('notice.what-to-do', $lang)"/></h3>
            <ol>
              <li><xsl:value-of select="say:of('notice.step-search', $lang)"/></li>
              <xsl:if test="entries/@block"><li><xsl:value-of select="say:of('notice.step-block', $lang)"/></li></xsl:if>
              <li><xsl:value-of select="say:of('notice.step-answer', $lang)"/></li>
            </ol>
          </div>
        </xsl:if>
        <h3><xsl:call-template name="may"/></h3>
        <p><xsl:value-of select="say:of(concat('notice.tlp.', translate(@tlp, '+', '-')), $lang)"/></p>
        <p><xsl:value-of select="say:of('notice.good-until', $lang, 'date', @expires)"/></p>
        <xsl:for-each select="line">
          <h2><xsl:value-of select="say:of('notice.line', $lang)"/></h2>
          <p><xsl:value-of select="say:of('notice.line-begun', $lang, 'date', @begun, 'number', @after)"/></p>
          <p><xsl:value-of select="say:of('notice.line-advice', $lang)"/></p>
        </xsl:for-each>
        <xsl:if test="retraction">
          <h2 class="gone"><xsl:value-of select="say:of('notice.retracted', $lang)"/></h2>
          <p><xsl:value-of select="say:of('notice.retracted-advice', $lang)"/></p>
          <xsl:if test="retraction/value"><p><xsl:value-of select="say:of('notice.retracted-values', $lang)"/></p></xsl:if>
          <ul><xsl:for-each select="retraction"><li><xsl:value-of select="@item"/><xsl:if test="value"><ul><xsl:for-each select="value"><li><xsl:value-of select="say:of(concat('notice.type.', @type), $lang)"/>　<xsl:value-of select="."/></li></xsl:for-each></ul></xsl:if></li></xsl:for-each></ul>
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
        <xsl:if test="entries"><xsl:processing-instruction name="entries"/></xsl:if>
        <h2><xsl:value-of select="say:of('notice.answer', $lang)"/></h2>
        <p><xsl:value-of select="say:of('notice.answer-how', $lang)"/></p>
        <ul>
          <xsl:if test="entries">
            <li><xsl:value-of select="say:of('notice.answer-found', $lang)"/><br/><code>&lt;sighting item="<xsl:value-of select="entries/@first"/>" count="1" first="<xsl:value-of select="@created"/>" last="<xsl:value-of select="@created"/>"/&gt;</code></li>
            <li><xsl:value-of select="say:of('notice.answer-not-found', $lang)"/><br/><code>&lt;sighting item="<xsl:value-of select="entries/@first"/>" result="not-found"/&gt;</code></li>
            <li><xsl:value-of select="say:of('notice.answer-false-alarm', $lang)"/><br/><code>&lt;sighting item="<xsl:value-of select="entries/@first"/>" result="false-alarm"/&gt;</code></li>
          </xsl:if>
          <li><xsl:value-of select="say:of('notice.answer-ack', $lang)"/><br/><code>&lt;ack bundle="<xsl:value-of select="@bundle"/>" hits="no"/&gt;</code></li>
        </ul>
        <p><xsl:value-of select="say:of('notice.defanged', $lang)"/></p>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="/entries">
    <html>
      <body>
        <xsl:for-each select="entry"><xsl:processing-instruction name="entry"/><xsl:apply-templates select="."/></xsl:for-each>
        <xsl:processing-instruction name="entry"/>
      </body>
    </html>
  </xsl:template>

  <!-- TLP:AMBER+STRICT -->
  <xsl:template name="upper"><xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></xsl:template>
  <xsl:template name="tlp">TLP:<xsl:call-template name="upper"/></xsl:template>
  <xsl:template name="may">
    <xsl:variable name="tlp"><xsl:call-template name="upper"/></xsl:variable>
    <xsl:value-of select="say:of('notice.may', $lang, 'tlp', $tlp)"/>
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

  <!-- Values of one use. -->
  <xsl:template name="marks">
    <xsl:param name="use"/>
    <table>
      <tr><th><xsl:value-of select="say:of('notice.what', $lang)"/></th><th><xsl:value-of select="say:of('notice.value', $lang)"/></th><th><xsl:value-of select="say:of('notice.role', $lang)"/></th></tr>
      <xsl:for-each select="mark[@use=$use]">
        <tr>
          <td class="what"><xsl:value-of select="say:of(concat('notice.type.', @type), $lang)"/></td>
          <td><xsl:value-of select="value"/></td>
          <td class="is">
            <xsl:for-each select="is"><xsl:if test="position() &gt; 1"><xsl:value-of select="say:of('notice.separator', $lang)"/></xsl:if><xsl:value-of select="say:of(concat('notice.is.', @what), $lang)"/></xsl:for-each>
            <xsl:if test="@kind"><xsl:if test="is"><xsl:value-of select="say:of('notice.separator', $lang)"/></xsl:if><xsl:value-of select="say:of(concat('notice.kind.', @kind), $lang)"/><xsl:value-of select="say:of('notice.separator', $lang)"/><xsl:value-of select="say:of('notice.bytes', $lang, 'count', @size)"/><xsl:if test="@name"><br/><xsl:value-of select="@name"/></xsl:if></xsl:if>
          </td>
        </tr>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template match="entry">
    <xsl:apply-templates select="i:item"/>
    <xsl:if test="i:item/i:period">
      <h3><xsl:value-of select="say:of('notice.when', $lang)"/></h3>
      <p class="when"><xsl:value-of select="say:of('notice.days', $lang, 'first', i:item/i:period/@first, 'last', i:item/i:period/@last)"/></p>
    </xsl:if>
    <xsl:if test="mark[@use='block']">
      <h3><xsl:value-of select="say:of('notice.block', $lang)"/></h3>
      <p><xsl:value-of select="say:of('notice.block-until', $lang)"/></p>
      <xsl:call-template name="marks"><xsl:with-param name="use" select="'block'"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="mark[@use='search']">
      <h3><xsl:value-of select="say:of('notice.search', $lang)"/></h3>
      <p><xsl:value-of select="say:of('notice.search-why', $lang)"/><xsl:if test="mark[@hole]"><xsl:if test="$lang = 'en'"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="say:of('notice.hole', $lang)"/></xsl:if></p>
      <xsl:call-template name="marks"><xsl:with-param name="use" select="'search'"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="mark[@use='know']">
      <h3><xsl:value-of select="say:of('notice.know', $lang)"/></h3>
      <ul><xsl:for-each select="mark[@use='know']"><li><xsl:value-of select="say:of(concat('notice.type.', @type), $lang)"/>　<xsl:value-of select="value"/></li></xsl:for-each></ul>
    </xsl:if>
    <xsl:apply-templates select="i:item" mode="more"/>
  </xsl:template>

  <xsl:template match="i:item">
    <h2><xsl:call-template name="theirs"><xsl:with-param name="text" select="string(i:title)"/></xsl:call-template>　<xsl:processing-instruction name="id"/></h2>
    <p><xsl:value-of select="say:of('notice.class', $lang, 'class', say:of(concat('class.', @class), $lang))"/>
    　<xsl:value-of select="say:of('notice.edition', $lang, 'edition', @edition)"/>　<xsl:value-of select="say:of('notice.first-shared', $lang, 'date', @first-shared)"/>
    　<span class="tlp"><xsl:call-template name="tlp"/></span>
    <xsl:if test="i:sightings/@at-least">　<xsl:value-of select="say:of('notice.sightings', $lang, 'count', i:sightings/@at-least)"/></xsl:if>
    <xsl:if test="i:sightings/@false-alarms">　<span class="gone"><xsl:value-of select="say:of('notice.false-alarms', $lang, 'count', i:sightings/@false-alarms)"/></span></xsl:if></p>
    <xsl:if test="../@own-tlp"><p><xsl:value-of select="say:of(concat('notice.tlp.', translate(@tlp, '+', '-')), $lang)"/></p></xsl:if>
    <xsl:if test="i:analysis"><h3><xsl:value-of select="say:of('notice.analysis', $lang)"/></h3><p class="text"><xsl:call-template name="theirs"><xsl:with-param name="text" select="string(i:analysis)"/></xsl:call-template></p></xsl:if>
    <xsl:if test="i:countermeasure"><h3><xsl:value-of select="say:of('notice.countermeasure', $lang)"/></h3><p class="text"><xsl:call-template name="theirs"><xsl:with-param name="text" select="string(i:countermeasure)"/></xsl:call-template></p></xsl:if>
  </xsl:template>

  <xsl:template match="i:item" mode="more">
    <xsl:if test="i:observation">
      <h3><xsl:value-of select="say:of('notice.observations', $lang)"/></h3>
      <table><tr><th><xsl:value-of select="say:of('notice.direction', $lang)"/></th><th><xsl:value-of select="say:of('notice.address', $lang)"/></th><th><xsl:value-of select="say:of('notice.port', $lang)"/></th><th><xsl:value-of select="say:of('notice.seen', $lang)"/></th></tr>
      <xsl:for-each select="i:observation"><tr><td><xsl:value-of select="say:of(concat('notice.', @direction), $lang)"/></td><td><xsl:value-of select="@address"/></td><td><xsl:value-of select="@protocol"/><xsl:if test="@port">/<xsl:value-of select="@port"/></xsl:if></td><td><xsl:value-of select="say:of('notice.days', $lang, 'first', @first, 'last', @last)"/></td></tr></xsl:for-each></table>
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
