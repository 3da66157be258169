/* Preloaded (LD_PRELOAD) into one program, whose wall clock is then an hour ahead while the file $STEP.ahead is there, and
   an hour back while $STEP.back is there: as after settimeofday(2), by NTP or when a machine is restored. The machine's own
   clock is left alone, and CLOCK_BOOTTIME is what it is. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int is_there(const char *step, const char *which)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s.%s", step, which);
	return access(path, F_OK) == 0;
}

static long step_seconds(void)
{
	const char *step = getenv("STEP");

	if (!step)
		return 0;
	return is_there(step, "ahead") ? 3600 : is_there(step, "back") ? -3600
								       : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int result = syscall(SYS_clock_gettime, clock, time);

	if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		time->tv_sec += step_seconds();
	return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	int result = syscall(SYS_gettimeofday, time, zone);

	if (!result)
		time->tv_sec += step_seconds();
	return result;
}
