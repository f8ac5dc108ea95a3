<?xml version="1.0" encoding="UTF-8"?>
<!-- One figure of a report as a file of its own, by the number that the text
     gives it; nothing where it has not so many. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:report:1" exclude-result-prefixes="r">
  <xsl:import href="embed:report-words.xsl"/>
  <xsl:import href="embed:svg.xsl"/>
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:import href="embed:organisation.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:param name="font" select="'sans-serif'"/>
  <xsl:param name="number" select="1"/>

  <xsl:template match="/r:report">
    <xsl:apply-templates select="(//r:chart[key('set', @dataset)/r:obs[@value &gt; 0]] | //r:timeline | //r:figure)[position() = $number]"/>
  </xsl:template>

  <xsl:template match="r:chart">
    <xsl:variable name="d" select="key('set', @dataset)"/>
    <xsl:choose>
      <xsl:when test="@type='bars'"><xsl:call-template name="chart-bars"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
      <xsl:when test="@type='organisation'"><xsl:call-template name="chart-organisation"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="chart-shares"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Pixels as the report has them: make.c writes them as they were. -->
  <xsl:template match="r:figure"><xsl:call-template name="picture"/></xsl:template>
  <xsl:template match="r:image[@type='png']"><png><xsl:value-of select="."/></png></xsl:template>
  <xsl:template match="r:image"><xsl:call-template name="drawing"/></xsl:template>

  <xsl:template match="r:timeline">
    <xsl:call-template name="timeline"><xsl:with-param name="ja" select="$ja"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
