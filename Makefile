# Glassnet's two commands. Both set up what they need, on a fresh machine too:
#   make run     opens the window (without a display: trains the spiral into runs/)
#   make test    lint, types, every test, those without the compiler, the GPU's program, the wheel in a clean place
# Also: make setup, lint, suite, verified, plain, simulated, compiled, wheel, wheelhouse, shots, clean.   PYTHON=... chooses the Python.

SHELL := /bin/sh
BIN := .venv/bin
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
DISPLAYED := $(shell [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && echo yes)
SOURCES = $(shell find core -name '*.py')

# The newest supported Python that can make virtual environments, else the newest supported one.
define FIND_PYTHON
find_python() { \
    for check in 'import ensurepip, venv' 'pass'; do \
        for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3; do \
            if "$$python" -c "import sys; $$check; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" \
                >/dev/null 2>&1; then echo "$$python"; return 0; fi; \
        done; \
    done; \
    echo "error: setting up: no Python 3.11, 3.12, 3.13 or 3.14 was found" \
        "(Debian, Ubuntu: sudo apt-get install python3 python3-venv; elsewhere: www.python.org/downloads)" >&2; \
    return 2; \
}
endef
SET_UP = $(BIN)/python core/install/environment.py --ready $(1) 2>/dev/null || \
    { $(FIND_PYTHON); python=$$(find_python) && "$$python" core/install/environment.py $(1); }

.PHONY: translations run test setup setup-dev lint suite verified plain simulated compiled wheel wheelhouse wheelhouse-check shots clean
.NOTPARALLEL:

ifeq ($(DISPLAYED),yes)
run: setup
	@$(BIN)/python core/install/libraries.py window
	@$(MAKE) --no-print-directory .venv/kernels
	@exec $(BIN)/glassnet
else
run: setup
	@$(BIN)/python core/install/libraries.py training
	@$(MAKE) --no-print-directory .venv/kernels
	@echo "There is no display here, so no window: training the spiral instead, its pictures go to runs/spiral."
	@exec $(BIN)/glassnet train resources/examples/spiral.json --out runs/spiral
endif

test: lint suite plain simulated compiled wheel
	@echo "All checks passed."

setup:
	@$(call SET_UP,)

setup-dev:
	@$(call SET_UP,dev)

# The kernels compile once for these sources; without this step they compile while the window is open.
.venv/kernels: $(SOURCES)
	@$(BIN)/glassnet doctor --compile
	@touch $@

lint: setup-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

suite: setup-dev
	@$(BIN)/python core/install/libraries.py offscreen
	@$(MAKE) --no-print-directory .venv/kernels
	$(PYTEST) -m "not wheel" --verified build/verified.json

# The Help page "Verified numbers": what this very source is compared with, and the largest errors found. The suite
# writes it to build/, where it can be looked at; this puts it in its place.
verified: setup-dev
	@$(MAKE) --no-print-directory .venv/kernels
	$(PYTEST) tests/core tests/contract tests/engines -m "not wheel" --verified resources/help/verified.json

plain: setup-dev
	NUMBA_DISABLE_JIT=1 $(PYTEST) tests/core tests/contract tests/engines -m "not slow and not wheel"

# The CUDA engine on Numba's simulator, which needs no package and no GPU. A process of its own: it is one or the other.
simulated: setup-dev
	NUMBA_ENABLE_CUDASIM=1 $(PYTEST) tests/cuda

# The CUDA engine's kernels, compiled for GPUs that are not there, where the extra cuda13 can be installed (200 MB).
compiled: setup-dev
	$(BIN)/python -m tests.cuda.lane build/cuda

wheel: setup-dev
	@$(BIN)/python core/install/libraries.py offscreen
	$(PYTEST) -m wheel

# An offline kit in dist/wheelhouse, for machines without a network: for this platform, or
#   make wheelhouse PLATFORM=windows PYTHON=3.12     (windows, windows-arm, macos, macos-intel, linux, linux-arm)
wheelhouse: setup-dev
	@$(BIN)/python core/install/wheelhouse.py "$(PLATFORM)" "$(PYTHON)"

# Installs from the kit into a new environment with no network, and trains with what was installed.
wheelhouse-check: wheelhouse
	@rm -rf build/offline && PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= sh dist/wheelhouse/install.sh build/offline
	@cd build && offline/bin/glassnet train circle --engine numpy --epochs 3 --out offline/run --quiet
	@echo "The kit installs without a network, and what it installs trains."

# Pictures of the window, its panels and dialogs in every theme, size and scale: build/shots/index.html.
shots: setup-dev
	@$(BIN)/python core/install/libraries.py offscreen
	@$(MAKE) --no-print-directory .venv/kernels
	$(BIN)/python -m tests.shots build/shots

# Collects every text of window and core into resources/translations: new ones come as unfinished, old ones go.
translations: setup-dev
	@mkdir -p build
	$(BIN)/python -m tests.translations.texts build/texts.py
	$(BIN)/pyside6-lupdate -locations none -no-obsolete -source-language en build/texts.py -ts resources/translations/*.ts

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
