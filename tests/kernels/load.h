/* SPDX-License-Identifier: MIT */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stdint.h>

/* Prints a check; one that is not good fails the run. */
void say(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));

void live_and_die(void);

#endif
