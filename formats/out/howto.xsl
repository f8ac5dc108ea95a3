<?xml version="1.0" encoding="UTF-8"?>
<!-- One printed page: how to open a bundle with gpg or Gpg4win, and check it;
     no script, nothing to click. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:param name="lang"/>

  <xsl:template match="/howto">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="say:of('howto.title', $lang)"/></title>
        <style>
@page{size:A4;margin:12mm}
body{font-family:sans-serif;font-size:10pt;line-height:1.45;max-width:50em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #1f4e79;margin:.2em 0}h2{font-size:1.1em;margin:.8em 0 .2em;background:#eef3f8;padding:.2em .5em}
p{margin:.3em 0}pre{margin:.3em 0;padding:.3em .5em;border:1px solid #999;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.92em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.2em .5em;text-align:left;vertical-align:top}th{background:#f4f6f8;white-space:nowrap}
.wrong{font-weight:bold;color:#8a1c1c}
@media print{body{font-size:9pt;line-height:1.35;max-width:none;margin:0;padding:0}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="say:of('howto.title', $lang)"/></h1>
        <p><xsl:value-of select="say:of('howto.for', $lang)"/></p>
        <h2><xsl:value-of select="say:of('howto.key', $lang)"/></h2>
        <p><xsl:value-of select="say:of('howto.key-file', $lang)"/></p>
        <table>
          <tr><th>Linux</th><td><pre>gpg --show-keys --with-fingerprint hub.asc
gpg --import hub.asc</pre></td></tr>
          <tr><th>Windows</th><td><xsl:value-of select="say:of('howto.key-windows', $lang)"/></td></tr>
        </table>
        <h2><xsl:value-of select="say:of('howto.open', $lang)"/></h2>
        <table>
          <tr><th>Linux</th><td><pre>gpg --output bundle.tar.zst --decrypt FILE.tar.zst.gpg
mkdir bundle &amp;&amp; tar --zstd -xf bundle.tar.zst -C bundle &amp;&amp; cd bundle</pre><xsl:value-of select="say:of('howto.open-linux', $lang)"/></td></tr>
          <tr><th>Windows</th><td><xsl:value-of select="say:of('howto.open-windows', $lang)"/></td></tr>
        </table>
        <h2><xsl:value-of select="say:of('howto.check', $lang)"/></h2>
        <p><xsl:value-of select="say:of('howto.check-both', $lang)"/></p>
        <table>
          <tr><th>Linux</th><td><pre>gpg --dearmor &lt;hub.asc &gt;hub.gpg
gpgv --keyring ./hub.gpg SHA256SUMS.asc SHA256SUMS
sha256sum --check --quiet SHA256SUMS</pre></td></tr>
          <tr><th>Windows</th><td><xsl:value-of select="say:of('howto.check-windows', $lang)"/>
          <pre>Get-Content SHA256SUMS | ForEach-Object { $h, $f = $_ -split '  ', 2; if ((Get-FileHash -LiteralPath $f).Hash -ne $h) { $f } }</pre></td></tr>
        </table>
        <h2><xsl:value-of select="say:of('howto.use', $lang)"/></h2>
        <table>
          <tr><th>notice.<xsl:value-of select="$lang"/>.html</th><td><xsl:value-of select="say:of('howto.use-notice', $lang)"/></td></tr>
          <tr><th>lists/</th><td><xsl:value-of select="say:of('howto.use-lists', $lang)"/></td></tr>
          <tr><th>stix.json, misp/</th><td><xsl:value-of select="say:of('howto.use-stix', $lang)"/></td></tr>
          <tr><th>*.csv</th><td><xsl:value-of select="say:of('howto.use-csv', $lang)"/></td></tr>
          <tr><th>*.xml</th><td><xsl:value-of select="say:of('howto.use-xml', $lang)"/></td></tr>
        </table>
        <p><xsl:value-of select="say:of('howto.number', $lang)"/></p>
        <p class="wrong"><xsl:value-of select="say:of('howto.wrong', $lang)"/></p>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
