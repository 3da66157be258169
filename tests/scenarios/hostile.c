// Names and arguments can be any bytes: invalid UTF-8, line ends, escape sequences, markup.
#include <sys/prctl.h>
#include <unistd.h>

int main(void)
{
	/* clang-format off */
	char *args[] = { "a\nb", "\xff\xfe" "bytes", "<script>alert(1)</script>", "\x1b[31mred", "", "last", NULL };
	/* clang-format on */

	prctl(PR_SET_NAME, "\x1b[31m\xff<b>\n");
	execve("/no/such/h\xf6stile", args, NULL);
	execve("/bin/true", args, NULL);
	return 127;
}
