/*
 * Submissions of the period by the class of their case.
 */
#ifndef BATCH_CLASSES_H
#define BATCH_CLASSES_H

struct figures;

void count_classes(struct figures *f);

#endif
