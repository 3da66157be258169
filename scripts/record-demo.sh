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
cat >"$home/Makefile" <<'M'
hello: main.o greet.o
	cc -o $@ $^
crash: crash.o
	cc -o $@ $^
%.o: %.c
	cc -O1 -c -o $@ $<
test: hello crash
	./hello
	-./crash
	-./no-such-test
M
printf '#!/usr/bin/missing-interpreter\n' >"$home/script"
chmod +x "$home/script"
cat >"$home/tour.sh" <<'S'
cd /tmp/hello
make -j2 hello crash
make test
bin/exec_test
bin/fork_exec_test
bin/exec_missing
./script
nice true | sort | uniq -c
bin/pid_reuse 3
bin/zombie
bin/orphan
sleep 30 &
sleep 0.2
kill -TERM $!
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
