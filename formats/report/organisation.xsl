<?xml version="1.0" encoding="UTF-8"?>
<!-- The hub, its SIGs with their members, and the partner schemes beside
     them, as SVG 1.1, ten units a millimetre. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns="http://www.w3.org/2000/svg"
    xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">

  <!-- A long name is pressed into its box.  A character is as wide as high,
       a Latin one about half of that. -->
  <xsl:template name="boxed">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="t"/><xsl:param name="fill" select="'#222222'"/>
    <xsl:variable name="latin" select="string-length($t) - string-length(translate($t, concat($lower, $upper, '0123456789 .,-()'), ''))"/>
    <text x="{$x}" y="{$y}" text-anchor="middle" font-family="{$font}" font-size="30" fill="{$fill}">
      <xsl:if test="30 * string-length($t) - 14 * $latin &gt; 380"><xsl:attribute name="textLength">380</xsl:attribute><xsl:attribute name="lengthAdjust">spacingAndGlyphs</xsl:attribute></xsl:if>
      <xsl:value-of select="$t"/>
    </text>
  </xsl:template>

  <xsl:template name="group-box">
    <xsl:param name="i"/><xsl:param name="top"/><xsl:param name="across"/><xsl:param name="count"/><xsl:param name="loose" select="false()"/>
    <xsl:variable name="x" select="20 + ($i mod $across) * 420"/>
    <xsl:variable name="y" select="$top + floor($i div $across) * 120"/>
    <rect x="{$x}" y="{$y}" width="400" height="100" rx="8" fill="#ffffff" stroke="#222222" stroke-width="2">
      <xsl:if test="$loose"><xsl:attribute name="stroke-dasharray">10 6</xsl:attribute></xsl:if>
    </rect>
    <xsl:call-template name="boxed"><xsl:with-param name="x" select="$x + 200"/><xsl:with-param name="y" select="$y + 42"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
    <xsl:call-template name="boxed"><xsl:with-param name="x" select="$x + 200"/><xsl:with-param name="y" select="$y + 82"/><xsl:with-param name="t" select="$count"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="chart-organisation">
    <xsl:param name="d"/><xsl:param name="across" select="4"/>
    <xsl:variable name="sigs" select="$d/r:category[@key != 'total' and ../r:obs[@measure='members' and @value &gt; 0]/@key = @key]"/>
    <xsl:variable name="schemes" select="key('set', 'schemes')"/>
    <xsl:variable name="wide" select="20 + $across * 420"/>
    <xsl:variable name="rows" select="ceiling(count($sigs) div $across)"/>
    <xsl:variable name="below" select="190 + $rows * 120"/>
    <xsl:variable name="agencies" select="key('set', 'agencies')/r:category"/>
    <xsl:variable name="beyond" select="$below + ceiling(count($schemes/r:category) div $across) * 120"/>
    <xsl:variable name="height" select="$beyond + ceiling(count($agencies) div $across) * 120 + 30 * boolean($agencies)"/>
    <svg width="{$wide div 10}mm" height="{$height div 10}mm" viewBox="0 0 {$wide} {$height}" role="img">
      <xsl:call-template name="svg-names"><xsl:with-param name="d" select="$d"/></xsl:call-template>
      <line x1="{$wide div 2}" y1="100" x2="{$wide div 2}" y2="160" stroke="#222222" stroke-width="3"/>
      <rect x="{$wide div 2 - 350}" y="10" width="700" height="90" rx="8" fill="#0b2e4f" stroke="#222222" stroke-width="2"/>
      <xsl:call-template name="boxed"><xsl:with-param name="x" select="$wide div 2"/><xsl:with-param name="y" select="66"/><xsl:with-param name="t" select="/r:report/r:meta/r:issuer/r:t[lang($lang)]"/><xsl:with-param name="fill" select="'#ffffff'"/></xsl:call-template>
      <path d="M5 160H{$wide - 5}V{$rows * 120 + 170}H5Z" fill="none" stroke="#222222" stroke-width="2"/>
      <xsl:for-each select="$sigs">
        <xsl:call-template name="group-box">
          <xsl:with-param name="i" select="position() - 1"/><xsl:with-param name="top" select="175"/><xsl:with-param name="across" select="$across"/>
          <xsl:with-param name="count" select="say:of('report.diagram.members', $lang, 'count', format-number($d/r:obs[@key=current()/@key and @measure='members']/@value, '#,##0'))"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$schemes/r:category">
        <xsl:call-template name="group-box">
          <xsl:with-param name="i" select="position() - 1"/><xsl:with-param name="top" select="$below"/><xsl:with-param name="across" select="$across"/><xsl:with-param name="loose" select="true()"/>
          <xsl:with-param name="count" select="say:of('report.diagram.bodies', $lang, 'count', format-number($schemes/r:obs[@key=current()/@key and @measure='bodies']/@value, '#,##0'), 'unit', say:of(concat('report.organisation.', substring('bodies', 1, 6 * not(@unit='organisations')), substring('organisations', 1, 13 * (@unit='organisations'))), $lang))"/>
        </xsl:call-template>
      </xsl:for-each>
      <!-- Beyond the members. -->
      <xsl:if test="$agencies"><line x1="5" y1="{$beyond + 5}" x2="{$wide - 5}" y2="{$beyond + 5}" stroke="#222222" stroke-width="2" stroke-dasharray="4 6"/></xsl:if>
      <xsl:for-each select="$agencies">
        <xsl:call-template name="group-box">
          <xsl:with-param name="i" select="position() - 1"/><xsl:with-param name="top" select="$beyond + 25"/><xsl:with-param name="across" select="$across"/><xsl:with-param name="loose" select="true()"/>
          <xsl:with-param name="count" select="say:of(concat('report.diagram.', substring('allowed', 1, 7 * not(@group='grave')), substring('grave', 1, 5 * (@group='grave'))), $lang)"/>
        </xsl:call-template>
      </xsl:for-each>
    </svg>
  </xsl:template>
</xsl:stylesheet>
