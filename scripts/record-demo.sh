#!/usr/bin/env bash
# Records src/Dashboard.Server/Recordings/demo.ndjson.gz anew: a small build and a tour of the ways processes live and
# die, from the real kernel. Only the workload's own subtree is kept. Needs root and `make build`.
set -euo pipefail
# Neutral: the folders that are searched show in the recording.
export PATH=/usr/local/bin:/usr/bin:/bin
cd "$(dirname "$0")/.."

program=$PWD/artifacts/dashboard/dashboard
target=$PWD/src/Dashboard.Server/Recordings/demo.ndjson.gz
scenarios=$PWD/tests/scenarios
work=$(mktemp -d)
# Neutral names: these paths are what everybody sees who opens the demo.
home=/tmp/hello
rm -rf "$home"
mkdir -p "$home/bin"
trap 'kill $recorder 2>/dev/null || true; rm -rf "$work" "$home"' EXIT

make -s -C "$scenarios"
cp "$scenarios"/bin/{exec_test,fork_exec_test,exec_missing,pid_reuse,orphan,zombie} "$home/bin/"
cat >"$home/main.c" <<'C'
#include <stdio.h>
int greet(const char *name);
int main(void) { return greet("world"); }
C
cat >"$home/greet.c" <<'C'
#include <stdio.h>
int greet(const char *name) { return printf("hello, %s\n", name) < 0; }
C
cat >"$home/crash.c" <<'C'
#include <stdlib.h>
int main(void) { abort(); }
C
# One of many tests: takes a while, and every seventh fails.
cat >"$home/check.c" <<'C'
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 0;
	usleep(5000 + n * 7919 % 70000);
	return n % 7 == 6;
}
C
cat >"$home/Makefile" <<'M'
hello: main.o greet.o
	cc -o $@ $^
check: check.o
	cc -o $@ $^
crash: crash.o
	cc -o $@ $^
%.o: %.c
	cc -O1 -c -o $@ $<
test: hello crash check
	./hello
	-./crash
	-./no-such-test
M
printf '#!/usr/bin/missing-interpreter\n' >"$home/script"
chmod +x "$home/script"
echo 'no program' >"$home/notes.txt"
printf '\x7fELF, but of no machine' >"$home/firmware"
chmod +x "$home/firmware"
cat >"$home/tour.sh" <<'S'
cd /tmp/hello
make -j2 hello crash
sleep 9 &
make test
for n in {1..60}; do ./check $n; done
bin/exec_test
bin/fork_exec_test
bin/exec_missing
./script
./notes.txt
./firmware
./notes.txt/name
sleep 0.7
nice true | sort | uniq -c
for n in {1..20}; do bin/exec_missing; sleep 0.05; done
bin/pid_reuse 3
bin/zombie
bin/orphan
make -B -j2 hello
for n in {61..90}; do ./check $n; done
sleep 30 &
sleep 0.4
kill -TERM %2
./notes.txt
kill %1
wait
S

"$program" events >"$work/all.ndjson" &
recorder=$!
# Attached as soon as it says anything: any process will do.
until [ -s "$work/all.ndjson" ]; do /bin/true; done
setsid bash "$home/tour.sh" >/dev/null 2>&1 &
tour=$!
wait "$tour" || true
sleep 1
# TERM, because a shell lets what it starts in the background ignore SIGINT.
kill -TERM "$recorder"
wait "$recorder" || true

# Not by pid: it may have been handed out before.
id=$(grep '"kind":"exec.exit"' "$work/all.ndjson" | grep -F "$home/tour.sh" | sed -n 's/.*"process":"\([0-9-]*\)".*/\1/p' | tail -n 1)
mkdir -p "$(dirname "$target")"
"$program" events --replay "$work/all.ndjson" --filter "under:$id" | gzip -9n >"$target"
echo "$target: $(zcat "$target" | wc -l) events, $(stat -c %s "$target") bytes"
