// Writes a mebibyte to the file of its argument, waits until it is on disk, and prints the counts of /proc: "READ WRITTEN",
// in bytes.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char block[1 << 20];

int main(int argc, char **argv)
{
	unsigned long long read_bytes = 0, write_bytes = 0;
	char line[128];
	FILE *io;
	int fd;

	if (argc < 2)
		return 1;
	fd = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY, 0600);
	memset(block, 'w', sizeof(block));
	write(fd, block, sizeof(block));
	fsync(fd);
	close(fd);
	io = fopen("/proc/self/io", "r");
	while (io && fgets(line, sizeof(line), io)) {
		sscanf(line, "read_bytes: %llu", &read_bytes);
		sscanf(line, "write_bytes: %llu", &write_bytes);
	}
	printf("%llu %llu\n", read_bytes, write_bytes);
	return 0;
}
