/*
 * What was decided in a sitting and is not signed yet: rulings and
 * confirmations, each of a card.  The last decision can be taken back, again
 * and again, until all of it is sealed.
 *
 * A ruling that is for the audiences of its card names them; what is for all by
 * itself (bulk, retract) names none.
 */
#ifndef BATCH_DOCKET_H
#define BATCH_DOCKET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct docket;
struct docket_case;
struct package;
struct pkg_confirm;
struct pkg_fact;
struct pkg_ruling;
struct xmlw;

/* With the audiences that a ruling on it is for, blanks between. */
struct docket_case {
	const char *id, *readers;
};

/* as_of: the run on which it is decided; or NULL. */
struct docket *docket_new(struct arena *a, const char *as_of);

/* The ruling of a card on its case, to be changed: as it stands, or a new one
 * for these audiences (blanks between).  A decision of its own. */
struct pkg_ruling *docket_ruling(
    struct docket *d, size_t card, const char *casefile, const char *readers);
/* What the card's ruling on its case is so far; NULL: there is none. */
const struct pkg_ruling *docket_has(const struct docket *d, size_t card);
/* In its place that one, for these audiences where it names none; NULL: none.
 */
void docket_replace(struct docket *d, size_t card,
    const struct pkg_ruling *ruling, const char *readers);
/* The answer to who gave a submission. */
void docket_answer(
    struct docket *d, size_t card, const char *submission, const char *text);
/* Says of these cases, of which the first is the card's own, that they are part
 * of that campaign ("": of none), in place of what the card said of one
 * before; years: FROM-UNTIL, either may be empty.  One decision. */
void docket_campaign(struct docket *d, size_t card,
    const struct docket_case *cases, size_t count, const char *name,
    const char *years);
/* Values of a submission to be told as they are, in place of those of before.
 */
void docket_truehit(struct docket *d, size_t card, const char *casefile,
    const char *submission, struct pkg_fact *facts, size_t count);
void docket_confirm(
    struct docket *d, size_t card, const struct pkg_confirm *confirm);
/* All that stands in a package, with what it leaves open filled in: as-of, and
 * by readers_of() whom a ruling on a case is for. */
void docket_take(struct docket *d, const struct package *p,
    const char *(*readers_of)(void *by, const char *casefile), void *by);

/* Takes the last decision back, and says of which card it was; false: there is
 * none. */
bool docket_undo(struct docket *d, size_t *card);
size_t docket_count(const struct docket *d);
/* In place of the package's own rulings and confirmations, in the docket's
 * arena. */
void docket_fill(const struct docket *d, struct package *p);
/* Each as an element of a manifest. */
void docket_put(const struct docket *d, struct xmlw *x);
/* Those of one card. */
void docket_put_card(const struct docket *d, size_t card, struct xmlw *x);

#endif
