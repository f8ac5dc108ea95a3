/*
 * hub.conf: "key = value" lines in [sections], # comments.  Every key has a
 * default and a comment in one table, from which `toiyaba init` writes the
 * file and the manual's section is checked.  An unknown key is an error that
 * names its line and the nearest known key.
 */
#ifndef FORMATS_SETTINGS_H
#define FORMATS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum four_eyes { FOUR_EYES_OPENING, FOUR_EYES_ALL, FOUR_EYES_NO };

struct settings {
	/* [hub] */
	char name[128]; /* printed on reports, notices */
	char name_en[128];
	char short_name[64]; /* as sentences of a report call the hub */
	char short_name_en[64];
	char timezone[64];	   /* Asia/Tokyo */
	char language[3];	   /* ja, en: operator's texts */
	char passphrase_file[256]; /* of the hub's key; empty: none */
	/* [intake] */
	uint64_t max_package; /* bytes; accepts 200M, 1G */
	uint64_t max_unpacked;
	unsigned max_entries;
	unsigned hours;
	unsigned max_files;	 /* of one folder or medium, a night */
	unsigned medium_minutes; /* for reading one medium */
	unsigned clock_ahead;	 /* minutes; of signatures */
	unsigned signed_early;	 /* hours before the manifest's created */
	unsigned signed_late;	 /* days after it */
	/* [release] */
	bool ruled;		  /* release = automatic | ruled */
	enum four_eyes four_eyes; /* which rulings want a second analyst */
	unsigned expires_days;	  /* of a bundle: 35 */
	unsigned keep_days;	  /* in the outbox: 90; 0: for ever */
	bool hidden_recipients;	  /* yes */
	char never_block[512];	  /* domains, networks */
	unsigned witnesses;	  /* 3: organisations that make a value
				     everybody's */
	bool cover;		  /* yes: each reader has a letter */
	/* [lists] */
	unsigned ip_days; /* 90; 0: for ever */
	unsigned name_days, other_days;
	bool one_is_enough;
	/* [drop] */
	char probe[128];     /* ACCOUNT@HOST */
	char probe_key[256]; /* path of its private key */
	unsigned probe_port; /* 22 */
	/* [keys] */
	unsigned warn_days; /* 60: keys about to expire */
	/* [backup]; 0: no matter how long */
	unsigned backup_days, drill_days;
	/* [report] */
	unsigned min_cell;    /* 3 */
	unsigned p_percent;   /* 10 */
	char report_tlp[16];  /* clear */
	char initiative[128]; /* whose report it is; empty: the hub's */
	char initiative_en[128];
	char initiative_short[64];
	char page[128];	   /* where the public reads of it; or empty */
	char contact[512]; /* contact box; empty: there is none */
	char contact_en[512];
};

void settings_defaults(struct settings *s);
/* 0, or -1 and a message with the line in err. */
int settings_parse(
    struct settings *s, const char *text, size_t len, char *err, size_t errlen);
/* The commented file that `init` writes. */
void settings_template(struct buf *b);

#endif
