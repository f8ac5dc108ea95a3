/*
 * The subcommands: each takes its own arguments (argv[0] is its name) and
 * returns the exit code.  Common options (--at, --json, ...) are read by
 * options.h.
 */
#ifndef BATCH_CMD_H
#define BATCH_CMD_H

int cmd_init(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_find(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_review(int argc, char **argv);
int cmd_quarantine(int argc, char **argv);
int cmd_retraction(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_again(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_rebuild(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_keys(int argc, char **argv);
int cmd_pack(int argc, char **argv);
int cmd_open(int argc, char **argv);

#endif
