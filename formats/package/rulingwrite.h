/*
 * What an analyst decides, written as manifest.xml has it: what package_parse()
 * reads, so that a ruling can be read, changed and written again.  Lines are
 * kept as they are, for a person edits them.
 */
#ifndef FORMATS_RULINGWRITE_H
#define FORMATS_RULINGWRITE_H

struct pkg_confirm;
struct pkg_ruling;
struct xmlw;

void rulingwrite(struct xmlw *x, const struct pkg_ruling *r);
void rulingwrite_confirm(struct xmlw *x, const struct pkg_confirm *c);

#endif
