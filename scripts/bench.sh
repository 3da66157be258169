#!/usr/bin/env bash
# Runs the benchmarks against the built program. They need root, and a machine with nothing else to do.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet run --project tests/Dashboard.Benchmarks -c Release -v quiet -- "$@"
