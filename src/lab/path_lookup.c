// execvp tries every directory of PATH: three ENOENT and one success are one lookup that worked.
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	setenv("PATH", "/no/a:/no/b:/no/c:/usr/bin", 1);
	execlp("true", "true", NULL);
	return 127;
}
