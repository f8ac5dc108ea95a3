<?xml version="1.0" encoding="UTF-8"?>
<!-- Charts of a report's datasets as SVG 1.1: bars beside each other, and
     shares as lying bars.  Hues are told apart by colour-blind readers, and
     every bar carries its number. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" xmlns="http://www.w3.org/2000/svg"
    xmlns:math="http://exslt.org/math" xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="r math exsl">

  <xsl:variable name="palette"><c xmlns="">#1f4e79</c><c xmlns="">#e08214</c><c xmlns="">#5aae61</c><c xmlns="">#762a83</c></xsl:variable>

  <xsl:template name="svg-text">
    <xsl:param name="x"/><xsl:param name="y"/><xsl:param name="t"/>
    <xsl:param name="anchor" select="'middle'"/>
    <text x="{$x}" y="{$y}" text-anchor="{$anchor}" font-family="{$font}" font-size="24" fill="#222222"><xsl:value-of select="$t"/></text>
  </xsl:template>

  <xsl:template name="hidden-mark">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o/@suppressed='small-cell'">＊</xsl:when>
      <xsl:when test="$o/@suppressed='complement'">†</xsl:when>
      <xsl:otherwise>－</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="chart-bars">
    <xsl:param name="d"/>
    <xsl:variable name="cats" select="$d/r:category"/>
    <xsl:variable name="ms" select="$d/r:measure"/>
    <xsl:variable name="max0" select="math:max($d/r:obs/@value)"/>
    <xsl:variable name="max"><xsl:choose><xsl:when test="$max0 &gt; 0"><xsl:value-of select="$max0"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:variable name="step" select="1600 div count($cats)"/>
    <xsl:variable name="bar" select="$step * 0.76 div count($ms)"/>
    <svg width="170mm" height="62mm" viewBox="0 0 1700 620" role="img">
      <title><xsl:value-of select="$d/r:title/r:t[lang($lang)]"/></title>
      <line x1="50" y1="480" x2="1650" y2="480" stroke="#555555" stroke-width="2"/>
      <xsl:for-each select="$cats">
        <xsl:variable name="x" select="50 + (position() - 1) * $step"/>
        <xsl:variable name="key" select="@key"/>
        <xsl:variable name="label"><xsl:if test="@group"><xsl:value-of select="@group"/><xsl:choose><xsl:when test="$lang='ja'">年</xsl:when><xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise></xsl:choose></xsl:if><xsl:value-of select="r:t[lang($lang)]"/></xsl:variable>
        <xsl:for-each select="$ms">
          <xsl:variable name="i" select="position()"/>
          <xsl:variable name="o" select="$d/r:obs[@key=$key and @measure=current()/@id]"/>
          <xsl:variable name="bx" select="$x + $step * 0.12 + ($i - 1) * $bar"/>
          <xsl:choose>
            <xsl:when test="$o/@value">
              <xsl:variable name="h" select="$o/@value * 420 div $max"/>
              <rect x="{format-number($bx, '0.0')}" y="{format-number(480 - $h, '0.0')}" width="{format-number($bar * 0.9, '0.0')}" height="{format-number($h, '0.0')}" fill="{exsl:node-set($palette)/c[(($i - 1) mod 4) + 1]}"/>
              <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($bx + $bar * 0.45, '0.0')"/><xsl:with-param name="y" select="format-number(472 - $h, '0.0')"/><xsl:with-param name="t" select="format-number($o/@value, '#,##0')"/></xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($bx + $bar * 0.45, '0.0')"/><xsl:with-param name="y" select="472"/><xsl:with-param name="t"><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:with-param></xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($x + $step div 2, '0.0')"/><xsl:with-param name="y" select="520"/><xsl:with-param name="t" select="$label"/></xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$ms">
        <xsl:variable name="i" select="position()"/>
        <xsl:variable name="lx" select="60 + ($i - 1) * (1600 div count($ms))"/>
        <rect x="{format-number($lx, '0')}" y="560" width="26" height="26" fill="{exsl:node-set($palette)/c[($i - 1) mod 4 + 1]}"/>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number($lx + 36, '0')"/><xsl:with-param name="y" select="582"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <xsl:template name="chart-shares">
    <xsl:param name="d"/>
    <xsl:variable name="n" select="count($d/r:category)"/>
    <xsl:variable name="max0" select="math:max($d/r:obs/@value)"/>
    <xsl:variable name="max"><xsl:choose><xsl:when test="$max0 &gt; 0"><xsl:value-of select="$max0"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
    <svg width="170mm" height="{format-number($n * 5 + 4, '0')}mm" viewBox="0 0 1700 {$n * 50 + 40}" role="img">
      <title><xsl:value-of select="$d/r:title/r:t[lang($lang)]"/></title>
      <xsl:for-each select="$d/r:category">
        <xsl:variable name="o" select="$d/r:obs[@key=current()/@key][1]"/>
        <xsl:variable name="y" select="20 + (position() - 1) * 50"/>
        <xsl:call-template name="svg-text"><xsl:with-param name="x" select="430"/><xsl:with-param name="y" select="$y + 28"/><xsl:with-param name="anchor" select="'end'"/><xsl:with-param name="t" select="r:t[lang($lang)]"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="$o/@value">
            <rect x="450" y="{$y}" width="{format-number($o/@value * 1000 div $max, '0.0')}" height="38" fill="#1f4e79"/>
            <xsl:call-template name="svg-text"><xsl:with-param name="x" select="format-number(464 + $o/@value * 1000 div $max, '0.0')"/><xsl:with-param name="y" select="$y + 28"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t" select="$o/@value"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise><xsl:call-template name="svg-text"><xsl:with-param name="x" select="464"/><xsl:with-param name="y" select="$y + 28"/><xsl:with-param name="anchor" select="'start'"/><xsl:with-param name="t"><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:with-param></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <!-- Value of one cell as people read it. -->
  <xsl:template name="value">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="not($o)"/>
      <xsl:when test="$o/@value and string(number($o/@value)) != 'NaN'"><xsl:value-of select="format-number($o/@value, '#,##0')"/></xsl:when>
      <xsl:when test="$o/@value"><xsl:value-of select="$o/@value"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="hidden-mark"><xsl:with-param name="o" select="$o"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$o/@source='history' and $o/@value">‡</xsl:if>
  </xsl:template>

  <xsl:template name="share">
    <xsl:param name="o"/><xsl:param name="d"/>
    <xsl:variable name="sum"><xsl:choose><xsl:when test="$d/@n"><xsl:value-of select="$d/@n"/></xsl:when><xsl:when test="$d/r:obs/@suppressed">0</xsl:when><xsl:otherwise><xsl:value-of select="sum($d/r:obs/@value)"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:if test="$o/@value and $sum &gt; 0"><xsl:value-of select="format-number($o/@value div $sum, '0%')"/></xsl:if>
  </xsl:template>

  <xsl:template name="marks">
    <xsl:param name="d"/>
    <xsl:variable name="ja" select="$lang='ja'"/>
    <xsl:if test="$d/r:obs/@suppressed='small-cell'">＊ <xsl:choose><xsl:when test="$ja"><xsl:value-of select="/r:report/@min-cell"/>件未満のため秘匿。</xsl:when><xsl:otherwise>withheld: fewer than <xsl:value-of select="/r:report/@min-cell"/>. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs/@suppressed='complement'">† <xsl:choose><xsl:when test="$ja">差引計算による特定を防ぐため秘匿。</xsl:when><xsl:otherwise>withheld to protect another cell. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs/@suppressed='not-collected'">－ <xsl:choose><xsl:when test="$ja">集計なし。</xsl:when><xsl:otherwise>not collected. </xsl:otherwise></xsl:choose></xsl:if>
    <xsl:if test="$d/r:obs[@source='history']/@value">‡ <xsl:choose><xsl:when test="$ja">このハブの運用開始前に公表された値。</xsl:when><xsl:otherwise>published before this hub kept the books. </xsl:otherwise></xsl:choose></xsl:if>
  </xsl:template>
</xsl:stylesheet>
