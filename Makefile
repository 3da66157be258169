# The commands of the project; `make help` explains them.
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

PROGRAM := artifacts/dashboard/dashboard
SOURCES := $(shell find src wwwroot -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/build/*' 2>/dev/null) \
	Directory.Build.props Directory.Packages.props global.json

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.DEFAULT_GOAL := help
.PHONY: run test build bench help clean

help:
	@echo "make run      build if needed, trace this machine, print the address of the dashboard (RUN_ARGS=… passes options on)"
	@echo "make test     all tests: unit, component, kernel (root), browser; installs what they need"
	@echo "make build    $(PROGRAM), self-sufficient with the files beside it"
	@echo "make bench    the benchmarks, side by side with the peers (root, three quarters of an hour)"
	@echo "make clean    remove what the others made"

run: build
	@scripts/run.sh $(PROGRAM) $(RUN_ARGS)

build: $(PROGRAM)

$(PROGRAM): $(SOURCES)
	@scripts/install.sh build
	@echo "Building $(PROGRAM)"
	@dotnet publish src/Dashboard.Server -c Release --self-contained --use-current-runtime \
		-o artifacts/dashboard -v quiet --tl:off
	@touch $@

test:
	@scripts/install.sh build test
	@scripts/test.sh

bench: build
	@scripts/install.sh build test bench
	@scripts/bench.sh

clean:
	@rm -rf artifacts TestResults src/native/build tests/scenarios/bin
	@find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
