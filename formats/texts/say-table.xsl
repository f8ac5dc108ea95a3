<?xml version="1.0" encoding="UTF-8"?>
<!-- One file of texts as rows of the C table, in the order of the enumeration.
     Line ends and the blanks round them are one blank, none in Japanese. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:t="urn:toiyaba:texts:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template name="replace">
    <xsl:param name="s"/><xsl:param name="what"/><xsl:param name="by"/>
    <xsl:choose>
      <xsl:when test="contains($s, $what)">
        <xsl:value-of select="concat(substring-before($s, $what), $by)"/>
        <xsl:call-template name="replace">
          <xsl:with-param name="s" select="substring-after($s, $what)"/>
          <xsl:with-param name="what" select="$what"/><xsl:with-param name="by" select="$by"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$s"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="unfold">
    <xsl:param name="s"/><xsl:param name="gap"/>
    <xsl:choose>
      <xsl:when test="contains($s, '&#10; ')">
        <xsl:call-template name="unfold">
          <xsl:with-param name="s" select="concat(substring-before($s, '&#10; '), '&#10;', substring-after($s, '&#10; '))"/>
          <xsl:with-param name="gap" select="$gap"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="replace">
          <xsl:with-param name="s" select="$s"/>
          <xsl:with-param name="what" select="'&#10;'"/><xsl:with-param name="by" select="$gap"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="string">
    <xsl:param name="gap"/>
    <xsl:variable name="line"><xsl:call-template name="unfold"><xsl:with-param name="s" select="."/><xsl:with-param name="gap" select="$gap"/></xsl:call-template></xsl:variable>
    <xsl:variable name="slashed"><xsl:call-template name="replace"><xsl:with-param name="s" select="$line"/><xsl:with-param name="what" select="'\'"/><xsl:with-param name="by" select="'\\'"/></xsl:call-template></xsl:variable>
    <xsl:text>&#9;  "</xsl:text>
    <xsl:call-template name="replace"><xsl:with-param name="s" select="$slashed"/><xsl:with-param name="what" select="'&quot;'"/><xsl:with-param name="by" select="'\&quot;'"/></xsl:call-template>
    <xsl:text>",&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="/t:texts">
    <xsl:for-each select="t:text">
      <xsl:text>&#9;{ "</xsl:text><xsl:value-of select="@id"/><xsl:text>", {&#10;</xsl:text>
      <xsl:apply-templates select="t:ja" mode="string"><xsl:with-param name="gap" select="''"/></xsl:apply-templates>
      <xsl:apply-templates select="t:en" mode="string"><xsl:with-param name="gap" select="' '"/></xsl:apply-templates>
      <xsl:text>&#9;} },&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
