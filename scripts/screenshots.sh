#!/usr/bin/env bash
# Takes the pictures of the README anew, from the demo recording. Needs `make build`.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet run --project tests/Dashboard.Pictures -c Release -v quiet
