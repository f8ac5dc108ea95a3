/*
 * Every bound on what outsiders can make us hold or do, with its reason.
 * Those that hub.conf can change have their default here.
 */
#ifndef FORMATS_LIMITS_H
#define FORMATS_LIMITS_H

#define LIMIT_PACKAGE (4ULL << 30) /* bytes as they arrive */
#define LIMIT_UNPACKED                                     \
	(4ULL << 30) /* bytes out of decryption, and again \
			out of the archive */
#define LIMIT_RATIO                                                            \
	200				/* output per input byte, past 16 MiB: \
					   gzip text reaches 20, bombs 1000 */
#define LIMIT_ENTRIES	     10000	/* members of one archive */
#define LIMIT_PATH	     1024	/* bytes in an archive member's name */
#define LIMIT_MANIFEST	     (8U << 20) /* bytes of manifest.xml */
#define LIMIT_XML_ATTRIBUTES 32		/* our richest element has 9 */
#define LIMIT_XML_CHILDREN                                            \
	20000 /* elements in one, below the root's: RELAX NG compares \
		 each with each */
#define LIMIT_FAULTS	  100	      /* of a manifest that are told */
#define LIMIT_FAULTS_TEXT 8000	      /* bytes, in the journal and a letter */
#define LIMIT_XML_DEPTH	  64	      /* our deepest schema is 8 */
#define LIMIT_MAIL	  (64U << 20) /* bytes of one mail that is parsed */
#define LIMIT_HEAD                                                             \
	(1U << 20)		      /* bytes looked at of a file that is not \
					 taken apart */
#define LIMIT_HEADERS	   (1U << 20) /* header bytes: GMime dies at 25 MB */
#define LIMIT_HEADER_LINES 2000
#define LIMIT_GROUPS	   100 /* colons in one address field */
#define LIMIT_WORDS	   100 /* encoded words in a field that may be long */
#define LIMIT_MIME_DEPTH   20
#define LIMIT_PARTS	   1000 /* MIME parts of one mail */
#define LIMIT_MARKS                                                          \
	100000 /* lines of a mail that may part two parts: GMime takes 10 us \
		  for each, a text that quotes files has some */
#define LIMIT_FIELDS  400000 /* fields of all parts of a mail, 2 us each */
#define LIMIT_WRAPS   8	     /* mails round a mail, one in the other */
#define LIMIT_WRAPPED 100    /* mails inside one */
#define LIMIT_CFB_ENTRIES                                             \
	65536 /* streams in one Outlook file: a mail with LIMIT_PARTS \
		 attachments has some 20 for each */
#define LIMIT_OFFICE \
	(16U << 20)	/* bytes of a document looked through for links */
#define LIMIT_URLS 2000 /* URLs kept of one mail */
#define LIMIT_INNER                                                           \
	500				 /* files inside archive attachments, \
					    per mail */
#define LIMIT_TEXT	      (1U << 20) /* bytes of text kept of one mail */
#define LIMIT_HTML_ATTRIBUTES 200	 /* of one tag: people write ten */
#define LIMIT_HTML_DEPTH \
	200 /* elements in elements: past 256 libxml2 reads no further */
#define LIMIT_HTML  (4U << 20) /* bytes of one HTML part that are read */
#define LIMIT_VALUE 8192       /* bytes of one fact */
#define LIMIT_AGAIN                                                   \
	(64U << 20) /* bytes of files that a package lists once more, \
		       each time: each submission reads them anew */
#define LIMIT_SENSITIVE                                              \
	(256U << 10) /* bytes of words that must never leave, of one \
		      package: an index takes some hundred for each */
#define LIMIT_SUBMISSIONS 10000 /* per package */
#define LIMIT_NUMBER	  99999 /* of a submission: five digits */
#define LIMIT_COUNT                                                           \
	1000000000		     /* how often something was seen: a flood \
					of a year is less, and the sum over   \
					all that a hub can hold is far below  \
					2^63 */
#define LIMIT_STATED	 (64U << 10) /* bytes of one text in a manifest */
#define LIMIT_NAMED	 1000	     /* recipients kept of one mail or field */
#define LIMIT_LIST	 100000	     /* elements of one list from a worker */
#define LIMIT_LISTED	 5000  /* values taken of one list of indicators */
#define LIMIT_LISTED_ALL 20000 /* of all lists of a package */
#define LIMIT_LIST_FILE	 (16U << 20) /* bytes of such a list */
#define LIMIT_LISTS	 (64U << 20) /* bytes of all lists of a package */
#define LIMIT_LIST_UNPACKED                                                  \
	(48U << 20)		/* bytes out of a workbook: its strings, and \
				   a sheet or two */
#define LIMIT_LIST_ROWS	 100000 /* of a table that are looked at */
#define LIMIT_COLUMNS	 256	/* of a table */
#define LIMIT_HEAD_ROWS	 50	/* among which its head line is looked for */
#define LIMIT_JSON_DEPTH 32	/* MISP and STIX need 8 */
#define LIMIT_JSON_TOKENS                               \
	400000 /* values and names: 100 bytes each when \
		  they are read */
#define LIMIT_PICTURE	     (1U << 20)	 /* bytes of one in a chapter */
#define LIMIT_PICTURES	     (4U << 20)	 /* of all in a package */
#define LIMIT_PICTURE_SIDE   4096	 /* pixels: twice a screen's */
#define LIMIT_PICTURE_PIXELS (9U << 20)	 /* of one: a large screen whole */
#define LIMIT_CELLS	     12		 /* of a table, across a page */
#define LIMIT_SHAPES	     5000	 /* of one drawing */
#define LIMIT_SHAPE_DEPTH    16		 /* groups in groups */
#define LIMIT_CHAPTER	     (8U << 20)	 /* bytes, with its pictures' letters */
#define LIMIT_REPORT	     (64U << 20) /* bytes of report.xml: its chapters */
#define LIMIT_MESSAGE	     (256U << 20) /* bytes a worker may answer with */
#define LIMIT_RECIPIENTS                           \
	16 /* session-key packets: each hidden one \
	      costs a trial decryption */

#endif
