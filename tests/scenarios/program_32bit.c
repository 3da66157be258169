// A 32-bit program: forks, tries to exec a missing file, and then its first argument. Its calls use the 32-bit entry, which
// the system call tracepoints do not cover (x86): only the scheduler's tracepoints see them. Uses no library, because 32-bit
// ones need not be installed.
enum { EXIT = 1,
       FORK = 2,
       WAITPID = 7,
       EXECVE = 11 };

static long call(long number, long a, const void *b, const void *c)
{
	long ret;

	__asm__ volatile("int $0x80"
			 : "=a"(ret)
			 : "a"(number), "b"(a), "c"(b), "d"(c)
			 : "memory");
	return ret;
}

// On the stack, where the kernel puts it: the count, the arguments, a null.
__attribute__((used)) static void begin(const char **stack)
{
	const char *args[] = { "ran by 32 bits", 0 };

	if (call(FORK, 0, 0, 0) == 0)
		call(EXIT, 3, 0, 0);
	call(WAITPID, -1, 0, 0);
	call(EXECVE, (long)"/no/such/program", args, 0);
	call(EXECVE, (long)stack[2], args, 0);
	call(EXIT, 7, 0, 0);
}

__asm__(".globl _start\n_start: mov %esp, %eax\n push %eax\n call begin\n");
