/* SPDX-License-Identifier: MIT */
/*
 * Included by files that use these functions, so that the library runs with
 * glibc 2.31 (Debian 11, Ubuntu 20.04) whatever it was built with.
 *
 * glibc 2.32 and 2.34 moved them from libpthread.so.0 to libc.so.6 under a new
 * symbol version, and kept the old version for programs built before. A build
 * asks for the newest version unless it names another one, as it does here.
 * The Makefile links libpthread.so.0, which on newer systems is an empty file.
 * Library_Symbols_NeedNoGlibcAfter231 checks the result.
 */
#ifndef OLD_GLIBC_H
#define OLD_GLIBC_H

/* lifecycle-capture has its C library in it. */
#if defined(LIFECYCLE_PROGRAM)
#elif defined(__x86_64__)
__asm__(".symver pthread_sigmask, pthread_sigmask@GLIBC_2.2.5");
__asm__(".symver pthread_mutexattr_init, pthread_mutexattr_init@GLIBC_2.2.5");
__asm__(".symver pthread_mutexattr_destroy, pthread_mutexattr_destroy@GLIBC_2.2.5");
__asm__(".symver pthread_mutexattr_setprotocol, pthread_mutexattr_setprotocol@GLIBC_2.4");
__asm__(".symver pthread_condattr_setclock, pthread_condattr_setclock@GLIBC_2.3.3");
#elif defined(__aarch64__)
/* The first glibc for arm64 was 2.17. */
__asm__(".symver pthread_sigmask, pthread_sigmask@GLIBC_2.17");
__asm__(".symver pthread_mutexattr_init, pthread_mutexattr_init@GLIBC_2.17");
__asm__(".symver pthread_mutexattr_destroy, pthread_mutexattr_destroy@GLIBC_2.17");
__asm__(".symver pthread_mutexattr_setprotocol, pthread_mutexattr_setprotocol@GLIBC_2.17");
__asm__(".symver pthread_condattr_setclock, pthread_condattr_setclock@GLIBC_2.17");
#endif

#endif
