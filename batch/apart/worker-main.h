/*
 * `toiyaba --worker`: reads one package, answers and dies.
 */
#ifndef BATCH_WORKER_MAIN_H
#define BATCH_WORKER_MAIN_H

/* The child's main.  Does not return. */
void worker_main(int argc, char **argv) __attribute__((noreturn));

#endif
