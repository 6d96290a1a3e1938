# Builds the paper and checks it. `make` alone lists the targets; docs/ says more.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup paper preview test soak check diff figure reach bench clean compiled unmoved FORCE

# The profile of `paper`, `figure` and `check`: smoke, laptop, overnight or paper.
PROFILE ?= laptop
# More arguments for the command, as in `make paper ARGS="--jobs 1"`.
ARGS ?=

# Homebrew keeps these two libraries out of the compiler's sight.
ifeq ($(shell uname),Darwin)
kegs := $(addprefix $(shell brew --prefix)/opt/,openblas openssl@3)
c_flags := $(addprefix -I,$(addsuffix /include,$(kegs))) $(addprefix -L,$(addsuffix /lib,$(kegs)))
swift_flags := $(patsubst -I%,-Xcc -I%,$(patsubst -L%,-Xlinker -L%,$(c_flags)))
endif

# Loops of our own use the vectors of this machine. Not in the manifest: a dependency may not choose that for others.
ifeq ($(shell uname -sm),Linux x86_64)
swift_flags += -Xswiftc -target-cpu -Xswiftc native
endif

swift := swift build -c release $(swift_flags)
paper := .build/release/paper

help:  ## List these targets.
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make build/figures/NAME.svg  Build one figure, for other makefiles to depend on."

paper: compiled  ## Build the paper: build/paper.html and build/paper.md (PROFILE=laptop).
	@$(paper) build --profile $(PROFILE) $(ARGS)

preview: compiled  ## Show the paper in the browser, and build it again after every edit (PROFILE=laptop).
	@$(paper) preview --profile $(PROFILE) $(ARGS)

test: .build/setup.stamp unmoved  ## Run all tests.
	@swift test -c release --disable-testable-imports --disable-xctest $(swift_flags) $(ARGS) | tee .build/test.log
	@! grep -q 'Test run with 0 tests' .build/test.log || { echo 'No test has such a name: see `swift test list`.' >&2; exit 1; }

# In memory more than 10,000 flipped bits and 2,500 kills; with the real command about 500 kills and 150 pairs of commands.
soak:  ## Minutes of kills, flipped bits and commands side by side (docs/crashes.md); not part of the tests.
	@PAPER_TEST_SOAK=2000 PAPER_TEST_COMMAND_SOAK=600 $(MAKE) --no-print-directory test ARGS="--filter Soak $(ARGS)"

check: compiled  ## Check that the claims still hold, against the committed verdicts (PROFILE=laptop).
	@$(paper) check --profile $(PROFILE) $(ARGS)

diff: compiled  ## Say what changed since the last commit, or another: make diff ARGS="HEAD~3 -o diff.html".
	@$(paper) diff --profile $(PROFILE) $(ARGS)

figure: compiled  ## Build one figure: make figure NAME=order-chaos.
	@if [ -z "$(NAME)" ]; then echo 'Which one? make figure NAME=…'; $(paper) list --figures; exit 2; fi
	@$(paper) build $(NAME) --profile $(PROFILE) $(ARGS)

build/figures/%.svg: compiled FORCE
	@$(paper) build $* $(ARGS)

reach: compiled  ## How a type reaches a declaration: make reach TYPE=TheorySpectrum NAME=HaarReflectors.
	@if [ -z "$(TYPE)" ] || [ -z "$(NAME)" ]; then echo 'Which? make reach TYPE=… NAME=…; docs/fingerprints.md says more.'; exit 2; fi
	@.build/release/CodeFingerprintTool-tool "$$(find .build/plugins/outputs -path '*paper-cli*' -name program.txt | head -1)" --reach $(TYPE) '$(NAME)'

bench: .build/setup.stamp unmoved  ## Measure the engine, the theory, the simulation and the trainer.
	@$(swift) --product paper-bench
	@for name in engine spectra jacobian haar train; do .build/release/paper-bench $$name || exit; done

clean:  ## Remove the outputs; what was computed is kept (`paper clean --cache` removes that too).
	@if [ -x $(paper) ]; then $(paper) clean; fi

setup: .build/setup.stamp  ## Install what is missing, or say how.

# `swift build` takes a second to find out that nothing changed; checksums take a hundredth. Times would not do: a file that is
# restored with its old time is another file, too.
compiled: .build/setup.stamp
	@state() { find Package.swift $(wildcard Package.resolved) Sources -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum; }; \
	before=$$(state); \
	if [ -x $(paper) ] && [ "$$before" = "$$(cat .build/compiled.state 2> /dev/null)" ]; then exit 0; fi; \
	$(MAKE) --no-print-directory unmoved || exit; \
	while $(swift) --product paper || exit; after=$$(state); [ "$$before" != "$$after" ]; do \
		echo "Sources changed while they were compiled: once more."; before=$$after; \
	done; \
	printf '%s\n' "$$before" > .build/compiled.state

# The compiler writes absolute paths into what it makes, and refuses what another place made.
unmoved:
	@for plan in .build/*.yaml; do \
		if [ -f "$$plan" ] && ! grep -qF "$$(pwd -P)/" "$$plan"; then \
			echo "This folder was copied or moved since it was compiled: everything is compiled anew."; \
			find .build -mindepth 1 -maxdepth 1 ! -name repositories ! -name checkouts ! -name setup.stamp -exec rm -rf {} +; break; \
		fi; \
	done

.build/setup.stamp: Makefile
	@command -v swift > /dev/null || { echo "Swift 6 is needed: https://www.swift.org/install"; exit 1; }
	@missing=; \
	command -v gnuplot > /dev/null || missing="$$missing gnuplot-nox"; \
	command -v pandoc > /dev/null || missing="$$missing pandoc"; \
	for compiler in "$$(dirname "$$(readlink -f "$$(command -v swift)")")/clang" clang cc gcc; do command -v "$$compiler" > /dev/null && break; done; \
	links() { printf '#include <%s>\nint main(void) { return 0; }\n' $$1 | "$$compiler" -x c - $(c_flags) $$2 -o /dev/null 2> /dev/null; }; \
	links cblas.h -lopenblas || missing="$$missing libopenblas-dev"; \
	links openssl/sha.h -lcrypto || missing="$$missing libssl-dev"; \
	if [ -n "$$missing" ]; then \
		install="apt-get install --yes --no-install-recommends$$missing"; \
		if [ "$$(uname)" = Darwin ]; then echo "Some packages are missing. Install them with:"; echo "  brew install gnuplot pandoc openblas openssl@3"; exit 1; \
		elif ! command -v apt-get > /dev/null; then echo "Some packages are missing. On Debian and Ubuntu they are called:$$missing"; exit 1; \
		elif [ "$$(id -u)" = 0 ]; then echo "Installing$$missing"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$install -qq > /dev/null; \
		elif sudo -n true 2> /dev/null; then echo "Installing$$missing"; sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive $$install -qq > /dev/null; \
		else echo "Some packages are missing. Install them with:"; echo "  sudo $$install"; exit 1; fi; \
	fi
	@mkdir -p .build && touch $@
