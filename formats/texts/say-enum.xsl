<?xml version="1.0" encoding="UTF-8"?>
<!-- Ids of one file of texts as names of the enumeration. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:t="urn:toiyaba:texts:1">
  <xsl:output method="text"/>
  <xsl:template match="/t:texts">
    <xsl:for-each select="t:text">
      <xsl:text>SAY_</xsl:text>
      <xsl:value-of select="translate(@id, 'abcdefghijklmnopqrstuvwxyz-.', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ__')"/>
      <xsl:text>,&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
