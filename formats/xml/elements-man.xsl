<?xml version="1.0" encoding="UTF-8"?>
<!-- The elements of a schema, as its annotations explain them, for a manual
     page (mdoc). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="http://relaxng.org/ns/structure/1.0"
    xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">
  <xsl:output method="text"/>
  <xsl:key name="same" match="r:element"
      use="concat(@name, '|', a:documentation)"/>

  <xsl:template match="/">
    <xsl:text>.Bl -tag -width Ds&#10;</xsl:text>
    <xsl:apply-templates select="//r:element[a:documentation]"/>
    <xsl:text>.El&#10;</xsl:text>
  </xsl:template>

  <!-- What several places share is told once. -->
  <xsl:template match="r:element">
    <xsl:if test="generate-id() = generate-id(key('same',
        concat(@name, '|', a:documentation))[1])">
      <xsl:value-of select="concat('.It Cm ', @name)"/>
      <xsl:if test="ancestor::r:element[1]/@name">
        <xsl:value-of select="concat(' Pq in ', ancestor::r:element[1]/@name)"/>
      </xsl:if>
      <xsl:text>&#10;</xsl:text>
      <xsl:value-of select="normalize-space(a:documentation)"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
