// Does nothing, and is linked statically: the shortest life that a process can have.
int main(void)
{
	return 0;
}
