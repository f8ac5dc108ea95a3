<?xml version="1.0" encoding="UTF-8"?>
<!-- reasons.xml to the C table, in the order of the enumeration -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:reasons:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template name="quoted">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="contains($s, '&quot;')">
        <xsl:value-of select="substring-before($s, '&quot;')"/>
        <xsl:text>\"</xsl:text>
        <xsl:call-template name="quoted">
          <xsl:with-param name="s" select="substring-after($s, '&quot;')"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$s"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="string">
    <xsl:text>&#9;  "</xsl:text>
    <xsl:call-template name="quoted">
      <xsl:with-param name="s" select="translate(., '\', '/')"/>
    </xsl:call-template>
    <xsl:text>",&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="/r:reasons">
    <xsl:text>static const struct {&#10;&#9;struct reason_entry e;&#10;&#9;bool worker;&#10;} reason_table[] = {&#10;</xsl:text>
    <xsl:for-each select="r:reason">
      <xsl:text>&#9;{ { "</xsl:text><xsl:value-of select="@word"/><xsl:text>",&#10;</xsl:text>
      <xsl:apply-templates select="r:means[lang('ja')]" mode="string"/>
      <xsl:apply-templates select="r:means[lang('en')]" mode="string"/>
      <xsl:apply-templates select="r:advice[lang('ja')]" mode="string"/>
      <xsl:apply-templates select="r:advice[lang('en')]" mode="string"/>
      <xsl:text>&#9;}, </xsl:text>
      <xsl:choose><xsl:when test="@worker = 'yes'">true</xsl:when><xsl:otherwise>false</xsl:otherwise></xsl:choose>
      <xsl:text> },&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>};&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
