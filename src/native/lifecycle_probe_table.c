// SPDX-License-Identifier: MIT
/* The probes, and what is missing without each. */
#include <sys/syscall.h>

#include "lifecycle_internal.h"

/* Newer architectures, arm64 among them, have clone and clone3 only. */
#ifdef __NR_fork
#define HAS_FORK LIFECYCLE_OPTIONAL
#else
#define HAS_FORK LIFECYCLE_NOT_HERE
#endif
#ifdef __NR_vfork
#define HAS_VFORK LIFECYCLE_OPTIONAL
#else
#define HAS_VFORK LIFECYCLE_NOT_HERE
#endif

const struct probe probes[PROGRAM_COUNT] = {
	[PROGRAM_ENTER_EXECVE] = { "enter_execve", "syscalls", "sys_enter_execve", false, LIFECYCLE_OPTIONAL,
				   "when an exec begins and how long it takes stays unknown" },
	[PROGRAM_ENTER_EXECVEAT] = { "enter_execveat", "syscalls", "sys_enter_execveat", false, LIFECYCLE_OPTIONAL,
				     "when an execveat begins and how long it takes stays unknown" },
	[PROGRAM_EXIT_EXECVE] = { "exit_execve", "syscalls", "sys_exit_execve", false, LIFECYCLE_OPTIONAL,
				  "failed execs are not seen" },
	[PROGRAM_EXIT_EXECVEAT] = { "exit_execveat", "syscalls", "sys_exit_execveat", false, LIFECYCLE_OPTIONAL,
				    "failed execs through execveat are not seen" },
	[PROGRAM_PROCESS_FORK] = { "process_fork", "sched", "sched_process_fork", true, LIFECYCLE_REQUIRED,
				   "births cannot be traced" },
	[PROGRAM_PROCESS_EXEC] = { "process_exec", "sched", "sched_process_exec", true, LIFECYCLE_REQUIRED,
				   "new images cannot be traced" },
	[PROGRAM_PROCESS_EXIT] = { "process_exit", "sched", "sched_process_exit", true, LIFECYCLE_REQUIRED,
				   "exits cannot be traced" },
	[PROGRAM_PROCESS_FREE] = { "process_free", "sched", "sched_process_free", true, LIFECYCLE_OPTIONAL,
				   "the end of a zombie is not seen unless its reaper is" },
	[PROGRAM_TASK_RENAME] = { "task_rename", "task", "task_rename", true, LIFECYCLE_OPTIONAL,
				  "a process that renames itself keeps its old name here, and threads that io_uring makes are counted late" },
	[PROGRAM_EXIT_FORK] = { "exit_fork", "syscalls", "sys_exit_fork", false, HAS_FORK,
				"failures of fork are not seen" },
	[PROGRAM_EXIT_VFORK] = { "exit_vfork", "syscalls", "sys_exit_vfork", false, HAS_VFORK,
				 "failures of vfork are not seen" },
	[PROGRAM_EXIT_CLONE] = { "exit_clone", "syscalls", "sys_exit_clone", false, LIFECYCLE_OPTIONAL,
				 "failures of clone are not seen" },
	[PROGRAM_EXIT_CLONE3] = { "exit_clone3", "syscalls", "sys_exit_clone3", false, LIFECYCLE_OPTIONAL,
				  "failures of clone3 are not seen" },
	[PROGRAM_EXIT_WAIT4] = { "exit_wait4", "syscalls", "sys_exit_wait4", false, LIFECYCLE_OPTIONAL,
				 "who reaped a process stays unknown" },
	[PROGRAM_EXIT_WAITID] = { "exit_waitid", "syscalls", "sys_exit_waitid", false, LIFECYCLE_OPTIONAL,
				  "who reaped a process through waitid stays unknown" },
	[PROGRAM_SIGNAL_GENERATE] = { "signal_generate", "signal", "signal_generate", true, LIFECYCLE_OPTIONAL,
				      "who sent a fatal signal stays unknown" },
	[PROGRAM_MARK_VICTIM] = { "mark_victim", "oom", "mark_victim", false, LIFECYCLE_OPTIONAL,
				  "kills for lack of memory look like any SIGKILL" },
	[PROGRAM_EXIT_CHDIR] = { "exit_chdir", "syscalls", "sys_exit_chdir", false, LIFECYCLE_OPTIONAL,
				 "a process that goes elsewhere keeps its old directory here" },
	[PROGRAM_EXIT_FCHDIR] = { "exit_fchdir", "syscalls", "sys_exit_fchdir", false, LIFECYCLE_OPTIONAL,
				  "a process that goes elsewhere by a descriptor keeps its old directory here" },
	[PROGRAM_EXIT_SETUID] = { "exit_setuid", "syscalls", "sys_exit_setuid", false, LIFECYCLE_OPTIONAL,
				  "a process that changes its user by setuid keeps its old one here" },
	[PROGRAM_EXIT_SETGID] = { "exit_setgid", "syscalls", "sys_exit_setgid", false, LIFECYCLE_OPTIONAL,
				  "a process that changes its group by setgid keeps its old one here" },
	[PROGRAM_EXIT_SETREUID] = { "exit_setreuid", "syscalls", "sys_exit_setreuid", false, LIFECYCLE_OPTIONAL,
				    "a process that changes its user by setreuid keeps its old one here" },
	[PROGRAM_EXIT_SETREGID] = { "exit_setregid", "syscalls", "sys_exit_setregid", false, LIFECYCLE_OPTIONAL,
				    "a process that changes its group by setregid keeps its old one here" },
	[PROGRAM_EXIT_SETRESUID] = { "exit_setresuid", "syscalls", "sys_exit_setresuid", false, LIFECYCLE_OPTIONAL,
				     "a process that changes its user by setresuid keeps its old one here" },
	[PROGRAM_EXIT_SETRESGID] = { "exit_setresgid", "syscalls", "sys_exit_setresgid", false, LIFECYCLE_OPTIONAL,
				     "a process that changes its group by setresgid keeps its old one here" },
	[PROGRAM_EXIT_SETSID] = { "exit_setsid", "syscalls", "sys_exit_setsid", false, LIFECYCLE_OPTIONAL,
				  "a process that begins a session keeps its old one here" },
	[PROGRAM_EXIT_SETPGID] = { "exit_setpgid", "syscalls", "sys_exit_setpgid", false, LIFECYCLE_OPTIONAL,
				   "a process that changes its process group keeps its old one here" },
	[PROGRAM_CGROUP_ATTACH] = { "cgroup_attach", "cgroup", "cgroup_attach_task", true, LIFECYCLE_OPTIONAL,
				    "a process that is moved keeps its old cgroup here" },
};
