<?xml version="1.0" encoding="UTF-8"?>
<!-- runs/RUN/run.xml as the operator's page, what needs a person first; no
     script.  Details are the program's own, in English, and marked so. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:toiyaba:run:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="r say">
  <xsl:import href="embed:timeline.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:variable name="lang"><xsl:choose><xsl:when test="/r:run/@lang = 'en'">en</xsl:when><xsl:otherwise>ja</xsl:otherwise></xsl:choose></xsl:variable>

  <xsl:template match="/r:run">
    <html lang="{$lang}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="say:of('run.title', $lang)"/><xsl:text> </xsl:text><xsl:value-of select="@id"/></title>
        <style>
body{font-family:sans-serif;line-height:1.5;max-width:70em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.3em;border-bottom:3px solid #1f4e79}h2{font-size:1.1em;margin:1.5em 0 .3em}table{border-collapse:collapse;width:100%;font-size:.9em}
td,th{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eef3f8}
.four th:first-child{width:9em}.four th:nth-child(2){width:24%}.four th:nth-child(4){width:28%}.quarantined{background:#fdecea}.wide{overflow-x:auto}.need{border:2px solid #8a1c1c;padding:.5em 1em}code{font-family:monospace,monospace;font-size:.92em;overflow-wrap:anywhere}td ul{margin:.2em 0;padding-left:1.3em}
@media(max-width:40em){.cards thead{display:none}.cards tr{display:block;border:1px solid #666;margin:.5em 0}.cards td{display:block;border:0}.cards td[data-head]::before{content:attr(data-head) ": ";font-weight:bold}}
@media print{body{font-size:9pt;margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
        </style>
      </head>
      <body>
        <main>
        <h1><xsl:value-of select="say:of('run.title', $lang)"/>
          <xsl:text> </xsl:text><xsl:value-of select="@id"/></h1>
        <p><xsl:value-of select="concat(substring(@at, 1, 10), ' ', substring(@at, 12, 5))"/><xsl:if test="not(@first)"><br/><xsl:call-template name="sum"/></xsl:if></p>
        <xsl:if test="@first">
          <p><xsl:value-of select="say:of('run.first', $lang)"/>: <xsl:value-of select="@first"/></p>
        </xsl:if>
        <xsl:if test="r:attention">
          <div class="need"><strong><xsl:value-of select="say:of('run.attention', $lang)"/></strong>
            <ul><xsl:for-each select="r:attention"><li><xsl:value-of select="."/></li></xsl:for-each></ul></div>
        </xsl:if>
        <xsl:if test="r:package[@state = 'quarantined']">
          <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.refused'"/><xsl:with-param name="rows" select="r:package[@state = 'quarantined']"/></xsl:call-template>
          <p><xsl:value-of select="say:of('run.refused-says', $lang)"/></p>
          <xsl:call-template name="troubles"><xsl:with-param name="rows" select="r:package[@state = 'quarantined']"/><xsl:with-param name="why" select="'reason'"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="r:package[@state = 'waiting' and @reason]">
          <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.held'"/><xsl:with-param name="rows" select="r:package[@state = 'waiting' and @reason]"/></xsl:call-template>
          <xsl:call-template name="troubles"><xsl:with-param name="rows" select="r:package[@state = 'waiting' and @reason]"/><xsl:with-param name="why" select="'wait'"/></xsl:call-template>
        </xsl:if>
        <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.packages'"/><xsl:with-param name="rows" select="r:package"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="r:package"><xsl:call-template name="packages"/></xsl:when>
          <xsl:otherwise><p><xsl:value-of select="say:of('run.none', $lang)"/></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="r:package/r:unread"><xsl:call-template name="unread"/></xsl:if>
        <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.items'"/><xsl:with-param name="rows" select="r:item"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="r:item"><xsl:call-template name="items"/></xsl:when>
          <xsl:otherwise><p><xsl:value-of select="say:of('run.none', $lang)"/></p></xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.bundles'"/><xsl:with-param name="rows" select="r:bundle"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="r:bundle"><xsl:call-template name="bundles"/></xsl:when>
          <xsl:otherwise><p><xsl:value-of select="say:of('run.none', $lang)"/></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="r:timeline">
          <h2><xsl:value-of select="say:of('run.threads', $lang)"/></h2>
          <xsl:for-each select="r:timeline"><div class="wide" tabindex="0" role="region" aria-label="{say:of('run.threads', $lang)}"><xsl:call-template name="timeline"><xsl:with-param name="ja" select="$lang = 'ja'"/></xsl:call-template></div></xsl:for-each>
        </xsl:if>
        <xsl:if test="r:look"><xsl:call-template name="look"/></xsl:if>
        <xsl:if test="r:confirm"><xsl:call-template name="confirm"/></xsl:if>
        <xsl:if test="r:truehit"><xsl:call-template name="truehits"/></xsl:if>
        <xsl:if test="@newest-signature">
          <p><xsl:value-of select="say:of('run.newest-signature', $lang)"/>: <xsl:value-of select="@newest-signature"/></p>
        </xsl:if>
        <p><xsl:value-of select="say:of('run.journal-head', $lang)"/>: <code><xsl:value-of select="@journal-head"/></code></p>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="sum">
    <xsl:variable name="all" select="r:package"/>
    <xsl:value-of select="say:of('run.sum.accepted', $lang, 'count', string(count($all[@state = 'accepted'])))"/>
    <xsl:text>, </xsl:text><xsl:value-of select="say:of('run.sum.duplicate', $lang, 'count', string(count($all[@state = 'duplicate'])))"/>
    <xsl:text>, </xsl:text><xsl:value-of select="say:of('run.sum.quarantined', $lang, 'count', string(count($all[@state = 'quarantined'])))"/>
    <xsl:text>, </xsl:text><xsl:value-of select="say:of('run.sum.waiting', $lang, 'count', string(count($all[@state = 'waiting'])))"/>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:param name="of"/><xsl:param name="rows"/>
    <h2><xsl:value-of select="say:of($of, $lang)"/> (<xsl:value-of select="count($rows)"/>)</h2>
  </xsl:template>

  <!-- What a column is called, of one of them. -->
  <xsl:template name="head">
    <xsl:param name="of"/>
    <th scope="col"><xsl:value-of select="say:of(concat('run.column.', $of), $lang)"/></th>
  </xsl:template>

  <xsl:template name="sender">
    <xsl:choose>
      <xsl:when test="@from"><xsl:value-of select="@from"/></xsl:when>
      <xsl:when test="starts-with(@path, 'inbox/') and contains(substring(@path, 7), '/')"><xsl:value-of select="say:of('run.by-folder', $lang, 'member', substring-before(substring(@path, 7), '/'))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="say:of('run.nobody', $lang)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- On a phone each row is a card. -->
  <xsl:template name="troubles">
    <xsl:param name="rows"/><xsl:param name="why"/>
    <table class="cards four"><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'sender'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'path'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="$why"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'cure'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="$rows"><tr>
        <td data-head="{say:of('run.column.sender', $lang)}"><xsl:call-template name="sender"/></td>
        <td data-head="{say:of('run.column.path', $lang)}"><xsl:value-of select="@path"/><br/><code><xsl:value-of select="substring(@sha256, 1, 16)"/></code></td>
        <td data-head="{say:of(concat('run.column.', $why), $lang)}"><xsl:value-of select="say:means(@reason, $lang)"/><br/><code><xsl:value-of select="@reason"/></code><xsl:if test="r:fault"><ul><xsl:for-each select="r:fault"><li><xsl:value-of select="."/></li></xsl:for-each></ul></xsl:if></td>
        <td data-head="{say:of('run.column.cure', $lang)}"><xsl:value-of select="say:advice(@reason, $lang)"/></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="packages">
    <table class="cards"><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'sender'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'path'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'sha256'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'state'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:package"><tr class="{@state}">
        <td data-head="{say:of('run.column.sender', $lang)}"><xsl:call-template name="sender"/></td>
        <td data-head="{say:of('run.column.path', $lang)}"><xsl:value-of select="@path"/></td>
        <td data-head="SHA-256"><code><xsl:value-of select="substring(@sha256, 1, 16)"/></code></td>
        <td data-head="{say:of('run.column.state', $lang)}"><xsl:value-of select="say:of(concat('run.state.', @state), $lang)"/></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="unread">
    <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.unread'"/><xsl:with-param name="rows" select="r:package/r:unread"/></xsl:call-template>
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'submission'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'file'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'read'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'reason'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:package/r:unread"><tr>
        <td><xsl:value-of select="@submission"/></td>
        <td><xsl:value-of select="@file"/></td>
        <td><xsl:value-of select="say:of(concat('run.read.', @read), $lang)"/></td>
        <td><xsl:value-of select="say:of(concat('receipt.unread.', @reason), $lang)"/><br/><code><xsl:value-of select="@reason"/></code></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="items">
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'item'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'case'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'edition'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'audiences'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:item"><tr>
        <td><xsl:value-of select="@id"/></td>
        <td><xsl:value-of select="@case"/></td>
        <td><xsl:value-of select="@edition"/></td>
        <td><xsl:value-of select="@audiences"/></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="bundles">
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'path'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'digest'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:bundle"><tr>
        <td><xsl:value-of select="@path"/></td>
        <td><code><xsl:value-of select="@digest"/></code></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="look">
    <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.look'"/><xsl:with-param name="rows" select="r:look"/></xsl:call-template>
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'case'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'with'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'likeness'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'why'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:look"><tr>
        <td><xsl:value-of select="@case"/></td>
        <td><xsl:value-of select="@with"/></td>
        <td><xsl:value-of select="format-number(@score div 1000, '0.00')"/></td>
        <td><code><xsl:value-of select="@why"/></code></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="confirm">
    <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.confirm'"/><xsl:with-param name="rows" select="r:confirm"/></xsl:call-template>
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'ruling'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'case'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'by'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'since'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:confirm"><tr>
        <td><xsl:value-of select="@ruling"/></td>
        <td><xsl:value-of select="@case"/></td>
        <td><xsl:value-of select="@by"/></td>
        <td><xsl:value-of select="@since"/></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template name="truehits">
    <xsl:call-template name="heading"><xsl:with-param name="of" select="'run.truehits'"/><xsl:with-param name="rows" select="r:truehit"/></xsl:call-template>
    <table><thead><tr>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'ruling'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'case'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'by'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'provider'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'bytes'"/></xsl:call-template>
      <xsl:call-template name="head"><xsl:with-param name="of" select="'second'"/></xsl:call-template>
    </tr></thead><tbody>
      <xsl:for-each select="r:truehit"><tr>
        <td><xsl:value-of select="@ruling"/></td>
        <td><xsl:value-of select="@case"/></td>
        <td><xsl:value-of select="@by"/></td>
        <td><xsl:value-of select="@provider"/></td>
        <td><code><xsl:value-of select="@bytes"/></code></td>
        <td><xsl:value-of select="say:of(concat('run.', @confirmed), $lang)"/></td>
      </tr></xsl:for-each>
    </tbody></table>
  </xsl:template>
</xsl:stylesheet>
