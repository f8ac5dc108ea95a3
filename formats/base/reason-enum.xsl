<?xml version="1.0" encoding="UTF-8"?>
<!-- reasons.xml to the C enumeration -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:reasons:1">
  <xsl:output method="text"/>
  <xsl:template match="/r:reasons">
    <xsl:text>enum reason {&#10;&#9;REASON_NONE,&#10;</xsl:text>
    <xsl:for-each select="r:reason">
      <xsl:text>&#9;REASON_</xsl:text>
      <xsl:value-of select="translate(@word, 'abcdefghijklmnopqrstuvwxyz-', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_')"/>
      <xsl:text>,&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>&#9;REASON_COUNT&#10;};&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
