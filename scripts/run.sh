#!/usr/bin/env bash
# Starts the dashboard: as root where that can be had, because BPF needs it; else on the demo recording.
set -euo pipefail

program=$1
shift
if [ "$(id -u)" -ne 0 ] && [ -t 0 ] && command -v sudo >/dev/null 2>&1; then
	echo "Tracing needs root; asking sudo. (Refuse, and the demo recording is shown.)" >&2
	if sudo -v; then
		exec sudo "$program" serve "$@"
	fi
fi

exec "$program" serve "$@"
