// vfork on arm64, which has no such call: a clone with the same flags on the caller's own stack. Twice: musl and Go pass no
// stack, glibc passes the current stack pointer.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Inline: the child runs on the same stack and would overwrite a function's return address.
#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
INLINE long stack_pointer(void)
{
	long pointer;

	__asm__ volatile("mov %%rsp, %0"
			 : "=r"(pointer));
	return pointer;
}

INLINE long clone_with_stack(long flags, long stack)
{
	register long child_tid __asm__("r10") = 0;
	register long tls __asm__("r8") = 0;
	long ret;

	__asm__ volatile("syscall"
			 : "=a"(ret)
			 : "a"(SYS_clone), "D"(flags), "S"(stack), "d"(0), "r"(child_tid), "r"(tls)
			 : "rcx", "r11", "memory");
	return ret;
}
#elif defined(__aarch64__)
INLINE long stack_pointer(void)
{
	long pointer;

	__asm__ volatile("mov %0, sp"
			 : "=r"(pointer));
	return pointer;
}

INLINE long clone_with_stack(long flags, long stack)
{
	register long number __asm__("x8") = SYS_clone;
	register long ret __asm__("x0") = flags;
	register long child_stack __asm__("x1") = stack;
	register long parent_tid __asm__("x2") = 0;
	register long tls __asm__("x3") = 0;
	register long child_tid __asm__("x4") = 0;

	__asm__ volatile("svc 0"
			 : "+r"(ret)
			 : "r"(number), "r"(child_stack), "r"(parent_tid), "r"(tls), "r"(child_tid)
			 : "memory");
	return ret;
}
#endif

int main(void)
{
	long pid = clone_with_stack(CLONE_VM | CLONE_VFORK | SIGCHLD, 0);

	if (pid == 0) {
		execl("/bin/true", "true", "no stack", NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	pid = clone_with_stack(CLONE_VM | CLONE_VFORK | SIGCHLD, stack_pointer());
	if (pid == 0) {
		execl("/bin/true", "true", "the caller's stack", NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	return 0;
}
