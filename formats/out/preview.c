#include "formats/out/preview.h"
#include "formats/base/buf.h"
#include "formats/base/text.h"

/* What a reader would know the provider by is shown first. */
static void
put_uncut(struct buf *b, const struct preview *p)
{
	size_t i;

	for (i = 0; i < p->uncut_count; i++) {
		buf_puts(b, "  <uncut>");
		text_xml(b, p->uncut[i]);
		buf_puts(b, "</uncut>\n");
	}
	if (p->uncut_count > 0)
		buf_puts(b,
		    "  <text xml:lang=\"ja\">上の値からは貴組織が分かりますが、"
		    "攻撃そのものなので伏せずに共有する案です。</text>\n"
		    "  <text xml:lang=\"en\">The values above tell of your "
		    "organisation; they are the attack itself, and would be "
		    "shared as they are.</text>\n");
}

void
preview_write(struct buf *b, const struct preview *p)
{
	char hex[DIGEST_HEX];

	digest_hex(&p->digest, hex);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<preview xmlns=\"urn:toiyaba:preview:1\" digest=\"%s\" "
	    "submission=\"%s\" tlp=\"%s\" scope=\"%s\">\n",
	    hex, p->submission, tlp_word(p->tlp), scope_word(p->scope));
	buf_printf(b, "  <file path=\"%s\" size=\"%llu\" sha256=\"%s\"/>\n",
	    p->path, (unsigned long long)p->size, hex);
	put_uncut(b, p);
	buf_printf(b,
	    "  <text xml:lang=\"ja\">この内容で共有してよければ、"
	    "manifest.xmlに &lt;consent preview=\"%s\" "
	    "decision=\"approve\"/&gt; と書いたパッケージを送ってください。"
	    "共有しない場合は refuse と書いてください。</text>\n",
	    hex);
	buf_printf(b,
	    "  <text xml:lang=\"en\">To have this shared, send a "
	    "package whose manifest.xml holds &lt;consent preview=\"%s\" "
	    "decision=\"approve\"/&gt;; to keep it back, write "
	    "refuse.</text>\n",
	    hex);
	buf_puts(b, "</preview>\n");
}
