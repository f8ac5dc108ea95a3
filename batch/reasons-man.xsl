<?xml version="1.0" encoding="UTF-8"?>
<!-- reasons.xml to a list of the manual, in one language -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:reasons:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="language"/>
  <xsl:template match="/r:reasons">
    <xsl:text>.Bl -tag -width Ds&#10;</xsl:text>
    <xsl:for-each select="r:reason">
      <xsl:text>.It Cm </xsl:text><xsl:value-of select="@word"/><xsl:text>&#10;</xsl:text>
      <xsl:value-of select="r:means[lang($language)]"/><xsl:text>&#10;</xsl:text>
      <xsl:value-of select="r:advice[lang($language)]"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>.El&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
