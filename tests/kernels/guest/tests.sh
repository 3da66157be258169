#!/bin/bash
# Runs the test classes of the kernel lane that work in a slow guest. Excludes classes that measure or make storms, and three
# tests: two storms, and one that needs a C compiler.
cd /lane/tests || exit 1
# ClockTests set the machine's clock, and require this variable.
export DASHBOARD_LANE_GUEST=1
# For the tests that fill a control group.
echo '+memory +pids' >/sys/fs/cgroup/cgroup.subtree_control
classes=(Exec Exit Fork Trap Adoption Directory KernelFilter Start TracedCommand Doctor Clock)
options=()
for class in "${classes[@]}"; do
	options+=(-class "*.${class}Tests")
done
for test in SmallRing_UnderAStormOfItsOwn_SeenAndLostAreMade SmallRing_UnderAStorm_CountsWhatItLost \
	Build_OfASmallCProject_TellsEachToolAndNothingFromOutside; do
	options+=(-method- "*.$test")
done
./Dashboard.Tracing.Tests -noColor -parallelMode none "${options[@]}" -reporter verbose -diagnostics 2>&1 | grep -vE 'STARTING|Starting:'
