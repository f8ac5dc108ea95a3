<?xml version="1.0" encoding="UTF-8"?>
<!-- A bundle's items as one readable page; no script, nothing to click. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:i="urn:toiyaba:item:1" xmlns:say="urn:toiyaba:texts:1" exclude-result-prefixes="i say">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:template name="class">
    <xsl:param name="c"/>
    <xsl:value-of select="say:of(concat('class.', $c), 'ja')"/>
  </xsl:template>

  <xsl:template match="/notice">
    <html lang="ja">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>情報共有のお知らせ 第<xsl:value-of select="@sequence"/>号</title>
        <style>
body{font-family:sans-serif;line-height:1.6;max-width:60em;margin:1em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #1f4e79}h2{font-size:1.15em;margin-top:2em;background:#eef3f8;padding:.3em .5em}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f6f8;white-space:nowrap}.tlp{font-weight:bold}.gone{color:#8a1c1c}@media print{h2{break-after:avoid}}
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="@hub"/> 情報共有のお知らせ</h1>
        <p>宛先: <xsl:value-of select="@audience"/>　第<xsl:value-of select="@sequence"/>号　<span class="tlp">TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></span></p>
        <xsl:if test="retraction">
          <h2 class="gone">取り下げられた情報</h2>
          <p>次の情報は取り下げられました。検知や遮断の設定から外してください。</p>
          <ul><xsl:for-each select="retraction"><li><xsl:value-of select="@item"/></li></xsl:for-each></ul>
        </xsl:if>
        <xsl:apply-templates select="i:item[not(i:retracted)]"/>
        <p>アドレスやURLは、誤って開かないように書き換えてあります（hxxp、[.]）。機械で使う値は indicators.csv にあります。</p>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="feature">
    <xsl:choose><xsl:when test="@name='subject'">件名</xsl:when><xsl:when test="@name='sender'">送信者</xsl:when><xsl:when test="@name='sender-name'">送信者の表示名</xsl:when><xsl:when test="@name='sender-domain'">送信者のドメイン</xsl:when><xsl:when test="@name='reply-to'">返信先</xsl:when><xsl:when test="@name='sender-ip'">送信元IPアドレス</xsl:when><xsl:when test="@name='mailer'">メールソフト</xsl:when><xsl:when test="@name='text'">本文</xsl:when><xsl:when test="@name='link-hosts'">リンク先</xsl:when><xsl:when test="@name='file-names'">添付の名前</xsl:when><xsl:when test="@name='file-digests'">添付の内容</xsl:when><xsl:when test="@name='file-kinds'">添付の種別</xsl:when></xsl:choose>
  </xsl:template>

  <xsl:template match="i:item">
    <h2><xsl:value-of select="@id"/>　<xsl:value-of select="i:title"/></h2>
    <p>区分: <xsl:call-template name="class"><xsl:with-param name="c" select="@class"/></xsl:call-template>
    　第<xsl:value-of select="@edition"/>版　初回共有: <xsl:value-of select="@first-shared"/>
    　TLP:<xsl:value-of select="translate(@tlp, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
    <xsl:if test="i:sightings">　同種の報告: <xsl:value-of select="i:sightings/@count"/>件<xsl:if test="i:sightings/@count &gt; 2">以上</xsl:if></xsl:if></p>
    <xsl:if test="i:analysis"><h3>分析</h3><p><xsl:value-of select="i:analysis"/></p></xsl:if>
    <xsl:if test="i:countermeasure"><h3>対策</h3><p><xsl:value-of select="i:countermeasure"/></p></xsl:if>
    <xsl:if test="i:indicator">
      <h3>検知の手掛かり</h3>
      <table><tr><th>種別</th><th>役割</th><th>値</th></tr>
      <xsl:for-each select="i:indicator"><tr><td><xsl:value-of select="@type"/></td><td><xsl:value-of select="@role"/></td><td><xsl:value-of select="."/></td></tr></xsl:for-each></table>
    </xsl:if>
    <xsl:if test="i:file">
      <h3>ファイル</h3>
      <table><tr><th>名前</th><th>種別</th><th>大きさ</th><th>SHA-256</th></tr>
      <xsl:for-each select="i:file"><tr><td><xsl:value-of select="@name"/></td><td><xsl:value-of select="@kind"/></td><td><xsl:value-of select="@size"/></td><td><xsl:value-of select="@sha256"/></td></tr></xsl:for-each></table>
    </xsl:if>
    <xsl:if test="i:thread">
      <h3>やり取り</h3>
      <ol><xsl:for-each select="i:thread/i:step"><li><xsl:choose><xsl:when test="@kind='recon'">【偵察】</xsl:when><xsl:when test="@kind='reply'">【返信】</xsl:when><xsl:otherwise>【攻撃】</xsl:otherwise></xsl:choose><xsl:value-of select="."/></li></xsl:for-each></ol>
    </xsl:if>
    <xsl:if test="i:comparison">
      <h3>確認された複数のメールの比較</h3>
      <p>同一: <xsl:for-each select="i:comparison/i:feature[@is='same']"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:call-template name="feature"/></xsl:for-each><xsl:if test="not(i:comparison/i:feature[@is='same'])">なし</xsl:if><br/>
      異なる: <xsl:for-each select="i:comparison/i:feature[@is='different']"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:call-template name="feature"/></xsl:for-each><xsl:if test="not(i:comparison/i:feature[@is='different'])">なし</xsl:if></p>
    </xsl:if>
    <xsl:if test="i:related"><p>関連: <xsl:for-each select="i:related"><xsl:value-of select="@item"/><xsl:text> </xsl:text></xsl:for-each></p></xsl:if>
  </xsl:template>
</xsl:stylesheet>
