<?xml version="1.0" encoding="UTF-8"?>
<!-- A timeline element as SVG 1.1: time downward, cases across.  Colour, letter
     and border each tell the kind, so that grey print and colour-blind readers
     lose nothing. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/2000/svg"
    xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="say">

  <xsl:template name="timeline-text">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="t"/>
    <xsl:param name="anchor" select="'middle'"/><xsl:param name="font"/><xsl:param name="fill" select="'#222222'"/>
    <text x="{$x}" y="{$y}" text-anchor="{$anchor}" font-family="{$font}" font-size="26" fill="{$fill}"><xsl:value-of select="$t"/></text>
  </xsl:template>

  <xsl:template name="timeline">
    <xsl:param name="ja"/><xsl:param name="font" select="'sans-serif'"/>
    <!-- A part of it, for pages: rows from this height up to that one, under
         the names of the columns. -->
    <xsl:param name="from" select="50"/><xsl:param name="to" select="@height"/>
    <xsl:variable name="tongue"><xsl:choose><xsl:when test="$ja">ja</xsl:when><xsl:otherwise>en</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:variable name="top" select="$from - 50"/>
    <xsl:variable name="bottom" select="$to + 60 * ($to &lt; @height)"/>
    <!-- 1700 units are the width of a page. -->
    <svg viewBox="0 {$top} {@width} {$bottom - $top}" role="img" class="timeline">
      <xsl:attribute name="width"><xsl:value-of select="format-number(@width div 10, '0.0')"/>mm</xsl:attribute>
      <xsl:attribute name="height"><xsl:value-of select="format-number(($bottom - $top) div 10, '0.0')"/>mm</xsl:attribute>
      <title><xsl:value-of select="say:of('report.timeline', $tongue)"/></title>
      <desc><xsl:for-each select="*[local-name()='column']">
        <xsl:variable name="x" select="@x"/>
        <xsl:value-of select="."/><xsl:text>: </xsl:text>
        <xsl:for-each select="../*[local-name()='box'][@x=$x]">
          <xsl:sort select="@n" data-type="number"/>
          <xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if>
          <xsl:value-of select="say:of(concat('report.timeline.kind.', @kind), $tongue)"/>
          <xsl:text> </xsl:text><xsl:value-of select="preceding-sibling::*[local-name()='day'][1]"/>
        </xsl:for-each>
        <xsl:text>. </xsl:text></xsl:for-each></desc>
      <xsl:for-each select="*[local-name()='column']">
        <line x1="{@x + 75}" y1="{$from}" x2="{@x + 75}" y2="{$bottom - 10}" stroke="#999999" stroke-width="2"/>
        <xsl:call-template name="timeline-text"><xsl:with-param name="x" select="@x + 75"/><xsl:with-param name="y" select="$top + 34"/><xsl:with-param name="t" select="."/><xsl:with-param name="font" select="$font"/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="*[local-name()='day'][@y &gt;= $from and @y &lt; $to]">
        <xsl:call-template name="timeline-text"><xsl:with-param name="x" select="190"/><xsl:with-param name="y" select="@y + 32"/><xsl:with-param name="anchor" select="'end'"/><xsl:with-param name="font" select="$font"/><xsl:with-param name="t"><xsl:choose><xsl:when test=". = ''"><xsl:value-of select="say:of('report.timeline.no-day', $tongue)"/></xsl:when><xsl:when test="$ja"><xsl:value-of select="concat(substring(., 1, 4), '/', number(substring(., 6, 2)), '/', number(substring(., 9, 2)))"/></xsl:when><xsl:otherwise><xsl:value-of select="."/></xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="*[local-name()='fold'][@y &gt;= $from and @y &lt; $to]">
        <path d="M 205 {@y + 14} H {../@width - 10} M 205 {@y + 22} H {../@width - 10}" stroke="#999999" stroke-width="2" stroke-dasharray="14 8" fill="none"/>
        <xsl:call-template name="timeline-text"><xsl:with-param name="x" select="190"/><xsl:with-param name="y" select="@y + 27"/><xsl:with-param name="anchor" select="'end'"/><xsl:with-param name="font" select="$font"/><xsl:with-param name="fill" select="'#666666'"/><xsl:with-param name="t"><xsl:value-of select="say:of('report.timeline.fold', $tongue, 'days', @days)"/></xsl:with-param></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="*[local-name()='box'][@y &gt;= $from and @y &lt; $to]">
        <rect x="{@x - 7}" y="{@y + 4}" width="164" height="44" rx="4">
          <xsl:attribute name="fill"><xsl:choose><xsl:when test="@kind='recon'">#f6d860</xsl:when><xsl:when test="@kind='reply'">#9cc3e6</xsl:when><xsl:when test="@kind='attack'">#c0392b</xsl:when><xsl:otherwise>#ffffff</xsl:otherwise></xsl:choose></xsl:attribute>
          <xsl:attribute name="stroke">#222222</xsl:attribute>
          <xsl:attribute name="stroke-width"><xsl:choose><xsl:when test="@kind='attack'">5</xsl:when><xsl:otherwise>2</xsl:otherwise></xsl:choose></xsl:attribute>
          <xsl:if test="@kind='recon' or @kind='missing'"><xsl:attribute name="stroke-dasharray">8 5</xsl:attribute></xsl:if>
        </rect>
        <xsl:call-template name="timeline-text"><xsl:with-param name="x" select="@x + 75"/><xsl:with-param name="y" select="@y + 35"/><xsl:with-param name="font" select="$font"/><xsl:with-param name="fill"><xsl:choose><xsl:when test="@kind='attack'">#ffffff</xsl:when><xsl:otherwise>#222222</xsl:otherwise></xsl:choose></xsl:with-param><xsl:with-param name="t">#<xsl:value-of select="@n"/><xsl:text> </xsl:text><xsl:value-of select="say:of(concat('report.timeline.kind.', @kind), $tongue)"/></xsl:with-param></xsl:call-template>
      </xsl:for-each>
    </svg>
  </xsl:template>
</xsl:stylesheet>
