<?xml version="1.0" encoding="UTF-8"?>
<!-- Charts of a report's datasets as SVG 1.1, ten units a millimetre: bars
     beside each other (lying ones for narrow screens), and shares.  Every bar
     has its number and an outline; fills differ in lightness, so that grey
     print and colour-blind readers lose nothing: more than three cannot, a
     fourth measure is left to the table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns="http://www.w3.org/2000/svg"
    xmlns:math="http://exslt.org/math" xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="r math exsl">

  <xsl:variable name="palette"><c xmlns="">#0b2e4f</c><c xmlns="">#d95f02</c><c xmlns="">#d6ebf8</c><c xmlns="">#ffffff</c></xsl:variable>

  <xsl:template name="svg-text">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="t"/>
    <xsl:param name="anchor" select="'middle'"/><xsl:param name="upright" select="false()"/>
    <text x="{$x}" y="{$y}" text-anchor="{$anchor}" font-family="{$font}" font-size="30" fill="#222222"><xsl:if test="$upright"><xsl:attribute name="transform"><xsl:value-of select="concat('rotate(-90 ', $x, ' ', $y, ')')"/></xsl:attribute></xsl:if><xsl:value-of select="$t"/></text>
  </xsl:template>

  <xsl:template name="bar">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="w"/><xsl:param name="h"/><xsl:param name="i" select="1"/>
    <rect x="{format-number($x, '0.0')}" y="{format-number($y, '0.0')}" width="{format-number($w, '0.0')}" height="{format-number($h, '0.0')}" fill="{exsl:node-set($palette)/c[($i - 1) mod 4 + 1]}" stroke="#222222" stroke-width="2"/>
  </xsl:template>

  <xsl:template name="max">
    <xsl:param name="d"/>
    <xsl:variable name="m" select="math:max($d/r:obs/@value)"/>
    <xsl:choose><xsl:when test="$m &gt; 0"><xsl:value-of select="$m"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:template name="svg-names">
    <xsl:param name="d"/>
    <title><xsl:value-of select="$d/r:title/r:t[lang($lang)]"/></title>
    <desc><xsl:value-of select="r:alt/r:t[lang($lang)]"/></desc>
  </xsl:template>

  <!-- A number above its bar; upright where it is wider than that. -->
  <xsl:template name="bar-number">
    <xsl:param name="o"/><xsl:param name="x"/><xsl:param name="y"/><xsl:param name="upright"/>
    <xsl:variable name="t"><xsl:choose><xsl:when test="$o/@value"><xsl:value-of select="format-number($o/@value, '#,##0')"/></xsl:when><xsl:otherwise><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:call-template name="svg-text">
      <xsl:with-param name="x" select="format-number($x + 10 * $upright, '0.0')"/>
      <xsl:with-param name="y" select="format-number($y, '0.0')"/>
      <xsl:with-param name="anchor"><xsl:choose><xsl:when test="$upright">start</xsl:when><xsl:otherwise>middle</xsl:otherwise></xsl:choose></xsl:with-param>
      <xsl:with-param name="upright" select="$upright"/>
      <xsl:with-param name="t" select="$t"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="chart-bars">
    <xsl:param name="d"/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <xsl:variable name="ms" select="$d/r:measure[position() &lt; 4]"/>
    <xsl:variable name="max"><xsl:call-template name="max"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <xsl:variable name="step" select="1600 div count($cats)"/>
    <xsl:variable name="bar" select="$step * 0.8 div count($ms)"/>
    <xsl:variable name="upright" select="$bar &lt; 16 * string-length(format-number($max, '#,##0'))"/>
    <xsl:variable name="across" select="3 - (count($ms) &gt; 3)"/>
    <!-- Many names stand in two lines. -->
    <xsl:variable name="two" select="count($cats) &gt; 4 and $cats/@group"/>
    <xsl:variable name="foot" select="514 + 34 * $two"/>
    <xsl:variable name="height" select="$foot + 6 + 46 * ceiling(count($ms) div $across)"/>
    <svg width="170mm" height="{$height div 10}mm" viewBox="0 0 1700 {$height}" role="img" class="{$d/@id}">
      <xsl:call-template name="svg-names"><xsl:with-param name="d" select="$d"/></xsl:call-template>
      <xsl:for-each select="$cats">
        <xsl:variable name="x" select="50 + (position() - 1) * $step"/>
        <xsl:variable name="key" select="@key"/>
        <xsl:variable name="label"><xsl:choose><xsl:when test="$two"><xsl:value-of select="r:t[lang($lang)]"/></xsl:when><xsl:otherwise><xsl:call-template name="category-label"/></xsl:otherwise></xsl:choose></xsl:variable>
        <xsl:if test="r:break">
          <line x1="{format-number($x, '0.0')}" y1="50" x2="{format-number($x, '0.0')}" y2="440" stroke="#222222" stroke-width="3" stroke-dasharray="14 10"/>
          <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($x, '0.0')"/><xsl:with-param name="y" select="40"/><xsl:with-param name="t"><xsl:call-template name="break-mark"/></xsl:with-param></xsl:call-template>
        </xsl:if>
        <xsl:for-each select="$ms">
          <xsl:variable name="o" select="$d/r:obs[@key=$key and @measure=current()/@id]"/>
          <xsl:variable name="bx" select="$x + $step * 0.1 + (position() - 1) * $bar"/>
          <xsl:variable name="h" select="sum($o/@value) * 320 div $max"/>
          <xsl:if test="$h &gt; 0"><xsl:call-template name="bar"><xsl:with-param name="x" select="$bx + $bar * 0.06"/><xsl:with-param name="y" select="440 - $h"/><xsl:with-param name="w" select="$bar * 0.88"/><xsl:with-param name="h" select="$h"/><xsl:with-param name="i" select="position()"/></xsl:call-template></xsl:if>
          <xsl:call-template name="bar-number"><xsl:with-param name="o" select="$o"/><xsl:with-param name="x" select="$bx + $bar * 0.5"/><xsl:with-param name="y" select="430 - $h"/><xsl:with-param name="upright" select="$upright"/></xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($x + $step div 2, '0.0')"/><xsl:with-param name="y" select="480"/><xsl:with-param name="t" select="$label"/></xsl:call-template>
        <xsl:if test="$two"><xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($x + $step div 2, '0.0')"/><xsl:with-param name="y" select="514"/><xsl:with-param name="t"><xsl:call-template name="year"/></xsl:with-param></xsl:call-template></xsl:if>
      </xsl:for-each>
      <line x1="50" y1="440" x2="1650" y2="440" stroke="#222222" stroke-width="3"/>
      <xsl:for-each select="$ms">
        <xsl:variable name="lx" select="60 + ((position() - 1) mod $across) * (1640 div $across)"/>
        <xsl:variable name="ly" select="$foot + floor((position() - 1) div $across) * 46"/>
        <xsl:call-template name="bar"><xsl:with-param name="x" select="$lx"/><xsl:with-param name="y" select="$ly"/><xsl:with-param name="w" select="28"/><xsl:with-param name="h" select="28"/><xsl:with-param name="i" select="position()"/></xsl:call-template>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($lx + 40, '0')"/><xsl:with-param name="y" select="$ly + 25"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <!-- A lying bar with its number. -->
  <xsl:template name="lying-bar">
    <xsl:param name="o"/><xsl:param name="x"/><xsl:param name="y"/><xsl:param name="max"/><xsl:param name="i" select="1"/><xsl:param name="share"/>
    <xsl:variable name="w" select="sum($o/@value) * (640 - $x) div $max"/>
    <xsl:if test="$w &gt; 0"><xsl:call-template name="bar"><xsl:with-param name="x" select="$x"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="w" select="$w"/><xsl:with-param name="h" select="36"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:if>
    <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($x + $w + 14, '0.0')"/><xsl:with-param name="y" select="$y + 29"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t"><xsl:choose><xsl:when test="$o/@value"><xsl:value-of select="format-number($o/@value, '#,##0')"/></xsl:when><xsl:otherwise><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:otherwise></xsl:choose><xsl:if test="$share != ''"> (<xsl:value-of select="$share"/>)</xsl:if></xsl:with-param></xsl:call-template>
  </xsl:template>

  <xsl:template name="chart-lying">
    <xsl:param name="d"/>
    <xsl:variable name="ms" select="$d/r:measure[position() &lt; 4]"/>
    <xsl:variable name="max"><xsl:call-template name="max"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <!-- Fonts reach up to 1.2 times their size above the line. -->
    <xsl:variable name="head" select="count($ms) * 46 + 16"/>
    <xsl:variable name="step" select="count($ms) * 42 + 60"/>
    <xsl:variable name="height" select="$head + $step * count($d/r:category)"/>
    <svg width="90mm" height="{$height div 10}mm" viewBox="0 0 900 {$height}" role="img" class="{$d/@id}">
      <xsl:call-template name="svg-names"><xsl:with-param name="d" select="$d"/></xsl:call-template>
      <xsl:for-each select="$ms">
        <xsl:variable name="y" select="(position() - 1) * 46 + 12"/>
        <xsl:call-template name="bar"><xsl:with-param name="x" select="10"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="w" select="28"/><xsl:with-param name="h" select="28"/><xsl:with-param name="i" select="position()"/></xsl:call-template>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="50"/><xsl:with-param name="y" select="$y + 25"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$d/r:category">
        <xsl:variable name="y" select="$head + (position() - 1) * $step"/>
        <xsl:variable name="key" select="@key"/>
        <xsl:variable name="label"><xsl:call-template name="category-label"/></xsl:variable>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="10"/><xsl:with-param name="y" select="$y + 34"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t" select="$label"/></xsl:call-template>
        <xsl:for-each select="$ms">
          <xsl:call-template name="lying-bar"><xsl:with-param name="o" select="$d/r:obs[@key=$key and @measure=current()/@id]"/><xsl:with-param name="x" select="12"/><xsl:with-param name="y" select="$y + 4 + position() * 42"/><xsl:with-param name="max" select="$max"/><xsl:with-param name="i" select="position()"/></xsl:call-template>
        </xsl:for-each>
        <line x1="12" y1="{$y + 44}" x2="12" y2="{$y + $step - 10}" stroke="#222222" stroke-width="3"/>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <xsl:template name="chart-shares">
    <xsl:param name="d"/>
    <xsl:variable name="height" select="count($d/r:category) * 46 + 16"/>
    <xsl:variable name="max"><xsl:call-template name="max"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
    <svg width="90mm" height="{$height div 10}mm" viewBox="0 0 900 {$height}" role="img" class="{$d/@id}">
      <xsl:call-template name="svg-names"><xsl:with-param name="d" select="$d"/></xsl:call-template>
      <xsl:for-each select="$d/r:category">
        <xsl:variable name="o" select="$d/r:obs[@key=current()/@key][1]"/>
        <xsl:variable name="y" select="10 + (position() - 1) * 46"/>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="340"/><xsl:with-param name="y" select="$y + 29"/><xsl:with-param name="anchor" select="'end'"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
        <xsl:call-template name="lying-bar"><xsl:with-param name="o" select="$o"/><xsl:with-param name="x" select="355"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="max" select="$max"/>
          <xsl:with-param name="share"><xsl:if test="$o/@value"><xsl:call-template name="share"><xsl:with-param name="o" select="$o"/><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:if></xsl:with-param></xsl:call-template>
      </xsl:for-each>
      <line x1="355" y1="2" x2="355" y2="{$height - 2}" stroke="#222222" stroke-width="3"/>
    </svg>
  </xsl:template>
</xsl:stylesheet>
