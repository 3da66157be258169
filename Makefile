# The commands of the project; `make help` explains them.
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

BUILT := artifacts/dashboard/dashboard
SOURCES := $(shell find src wwwroot -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/build/*' 2>/dev/null) \
	Directory.Build.props Directory.Packages.props global.json

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.DEFAULT_GOAL := help
.PHONY: run test test-kernels build bench help clean

help:
	@echo "make run      build if needed, trace this machine, print the address of the dashboard (RUN_ARGS=… passes options on)"
	@echo "make test     all tests: unit, component, kernel (root), browser; installs what they need"
	@echo "make test-kernels   the program on other kernels, in QEMU (KERNELS=\"6.1 6.12\" PARTS=\"load facts tests\" ARCH=x86_64 COMPILERS=\"14 17 18 19\" PROGRAM=DIR)"
	@echo "make build    $(BUILT), self-sufficient with the files beside it"
	@echo "make bench    the benchmarks, side by side with the peers (root, three quarters of an hour)"
	@echo "make clean    remove what the others made"

run: build
	@scripts/run.sh $(BUILT) $(RUN_ARGS)

build: $(BUILT)

$(BUILT): $(SOURCES)
	@scripts/install.sh build
	@echo "Building $(BUILT)"
	@dotnet publish src/Dashboard.Server -c Release --self-contained --use-current-runtime \
		-o artifacts/dashboard -v quiet --tl:off
	@touch $@

test:
	@scripts/install.sh build test
	@scripts/test.sh

# PROGRAM=DIR: a program that was built elsewhere. lane.sh says what the other variables mean.
test-kernels: $(if $(PROGRAM),,build)
	@scripts/install.sh kernels
	@tests/kernels/lane.sh

bench: build
	@scripts/install.sh build test bench
	@scripts/bench.sh

clean:
	@rm -rf artifacts TestResults src/native/build tests/scenarios/bin
	@find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
