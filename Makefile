# The commands of the project; `make help` explains them.
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

MACHINE := $(patsubst aarch64,arm64,$(shell uname -m))
ARCH := $(MACHINE)
CROSS := $(filter-out $(MACHINE),$(ARCH))
ifeq ($(CROSS),)
OUTPUT := artifacts/dashboard
PUBLISH := --use-current-runtime
else
# With intermediate files of its own, so that what is built for this machine stays.
OUTPUT := artifacts/dashboard-$(ARCH)
PUBLISH := -r linux-$(ARCH) -p:CrossArchitecture=$(ARCH) --artifacts-path artifacts/cross-$(ARCH)
endif
BUILT := $(OUTPUT)/dashboard
# Any clang from 14 to 19 will do (15 and 16 are not in the kernel lane). The image is made by one of them, so that all run the same bytecode.
CLANG ?= $(firstword $(notdir $(shell command -v clang clang-{19..14})) clang)
PINNED_CLANG := clang-19
export CLANG
SOURCES := $(shell find src wwwroot -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/build/*' 2>/dev/null) \
	Directory.Build.props Directory.Packages.props global.json src/native/build/clang

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.DEFAULT_GOAL := help
.PHONY: run dev check test test-long test-kernels test-builds build build-here pinned bench help clean FORCE

help:
	@echo "make run      build if needed, trace this machine, print the address of the dashboard (RUN_ARGS=… passes options on)"
	@echo "make dev      the demo recording in a server that follows each change of C#, Razor and CSS; no root (RUN_ARGS=… passes options on)"
	@echo "make check    format, analyzers, the tests of Core and Ui: under a minute on a built tree"
	@echo "make test     all tests: unit, component, kernel (root), browser; installs what they need"
	@echo "              LANES=\"Core Ui\": only these of Core Tracing Ui Server JavaScript EndToEnd Kernels; FILTER=TEXT: only the tests whose full name contains it"
	@echo "make test-long  the long proofs, some two and a half hours (root; LONG=\"random flood soak kernels\" chooses)"
	@echo "make test-kernels   the program on other kernels, in QEMU (KERNELS=\"6.1 6.12\" PARTS=\"load facts capabilities tests\" ARCH=x86_64 COMPILERS=\"14 17 18 19\" PROGRAM=DIR)"
	@echo "make build    $(BUILT), self-sufficient with the files beside it (ARCH=arm64: for another machine)"
	@echo "make pinned   build by $(PINNED_CLANG), as packages and the image are made"
	@echo "make test-builds  build in Debian 12 and 13 and as an image, and trace (root, BUILDS=… chooses)"
	@echo "make bench    the benchmarks, side by side with the peers (root, three quarters of an hour); 'make bench soak front' runs these two (BENCH_ARGS=--hours=2)"
	@echo "make clean    remove what the others made"

run: build
	@scripts/run.sh $(BUILT) $(RUN_ARGS)

build: $(BUILT)

$(BUILT): $(SOURCES)
	@scripts/install.sh build $(CROSS)
	@$(MAKE) -s -C src/native tools
	@echo "Building $(BUILT)"
	@dotnet publish src/Dashboard.Server -c Release --self-contained $(PUBLISH) \
		-o $(OUTPUT) -v quiet --tl:off
	@touch $@

pinned:
	@$(MAKE) build CLANG=$(PINNED_CLANG)

# Newer only when another compiler is chosen: what the one before has made is then made anew.
src/native/build/clang: FORCE
	@mkdir -p $(@D)
	@echo $(CLANG) | cmp -s - $@ || echo $(CLANG) >$@

# A token that is known, and sessions that are kept, so that an open page survives a restart. It is the demo recording only, on loopback.
# The path has a slash because dotnet watch (10.0.401) does not find the list of style sheets below the default, obj\.
DEV_URLS ?= http://127.0.0.1:5000
dev:
	@scripts/install.sh build
	@DOTNET_ENVIRONMENT=Development DASHBOARD_TOKEN=development-of-the-dashboard DOTNET_WATCH_RESTART_ON_RUDE_EDIT=1 BaseIntermediateOutputPath=obj/ \
		dotnet watch --non-interactive --project src/Dashboard.Server run --no-launch-profile -- serve \
		--replay $(CURDIR)/src/Dashboard.Server/Recordings/demo.ndjson.gz --data $(CURDIR)/artifacts/dev --urls $(DEV_URLS) $(RUN_ARGS)

check:
	@scripts/check.sh

test:
	@FILTER='$(FILTER)' scripts/test.sh $(LANES)

test-long: build
	@scripts/test-long.sh $(LONG)

# PROGRAM=DIR: a program that was built elsewhere. lane.sh says what the other variables mean.
test-kernels: $(if $(PROGRAM),,build) $(if $(CROSS),build-here)
	@scripts/install.sh kernels $(CROSS)
	@PROGRAM=$(or $(PROGRAM),$(OUTPUT)) tests/kernels/lane.sh

test-builds:
	@scripts/install.sh builds kernels
	@tests/builds/run.sh $(BUILDS)

# What runs here is compared with what runs there.
build-here:
	@$(MAKE) build ARCH=$(MACHINE)

# make bench soak: the words behind are the benchmarks to run, not targets.
ifeq ($(firstword $(MAKECMDGOALS)),bench)
BENCH_VERBS := $(wordlist 2,99,$(MAKECMDGOALS))
$(eval $(BENCH_VERBS):;@:)
endif

bench: build
	@scripts/install.sh build test bench
	@scripts/bench.sh $(BENCH_VERBS) $(BENCH_ARGS)

clean:
	@rm -rf artifacts TestResults src/native/build tests/scenarios/bin
	@find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
