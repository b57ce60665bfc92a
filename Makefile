# `make` alone prints the targets. Every target brings what it needs into .venv by itself, and does nothing when
# that is current: `.venv/made` is newer than the two files that say what belongs there.

PYTHON ?= python3
PORT ?= 8000
# The value as it was written: a name may hold spaces, quotes and dollar signs. Recipes read it from the environment.
override SCRIPT := $(value SCRIPT)
override ARGS := $(value ARGS)
export SCRIPT ARGS
web: export PORT := $(PORT)

MADE := .venv/made
BIN := .venv/bin
APT := sudo apt-get install

.DEFAULT_GOAL := help
.PHONY: help setup gui web check test test-long bench lock pictures clean

# A virtual environment whose interpreter has gone is made anew.
ifeq ($(wildcard $(BIN)/python),)
.PHONY: $(MADE)
endif

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo
	@echo "  SCRIPT=path/to/script.py goes to gui and web; without it they show the bundled examples."

setup: $(MADE) ## make .venv with everything that the other targets need

gui: $(MADE) ## open the window: make gui SCRIPT=script.py
	@$(BIN)/python -c "import tkinter" 2>/dev/null || { echo "make gui needs Tk: $(APT) python3-tk" >&2; exit 1; }
	@[ "$$(uname)" != Linux ] || [ -n "$$DISPLAY" ] || { \
		echo "make gui needs a display; without a desktop: $(APT) xvfb, then: xvfb-run make gui" >&2; exit 1; }
	@exec $(BIN)/shipway gui $${SCRIPT:+"$$SCRIPT"} $$ARGS

web: $(MADE) ## serve the page on this machine: make web SCRIPT=script.py PORT=8000
	@exec $(BIN)/shipway web --port "$$PORT" $${SCRIPT:+"$$SCRIPT"} $$ARGS

check: $(MADE) ## look for mistakes without running anything: format, lint, types, imports
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(MADE) ## run the tests; what this machine lacks is skipped, and named
	$(BIN)/python -m pytest -q -m "not long" $$ARGS

test-long: $(MADE) ## run the tests that take minutes and fetch packages
	$(BIN)/python -m pytest -q -m long --timeout 1800 $$ARGS

bench: $(MADE) ## measure page, runs and reading against baselines; ARGS=--record keeps the numbers
	@$(BIN)/python tests/bench $$ARGS

lock: $(MADE) ## write requirements*.txt from pyproject.toml; ARGS=--upgrade takes newer versions
	@# pip cannot resolve for every platform and Python at once; uv can, and is used for nothing else.
	@$(BIN)/python -m venv --clear build/lock && build/lock/bin/pip install -q --disable-pip-version-check uv
	build/lock/bin/uv pip compile -q --universal --python-version 3.10 --generate-hashes --no-header $$ARGS \
		--extra web -o requirements.txt pyproject.toml
	build/lock/bin/uv pip compile -q --universal --python-version 3.10 --generate-hashes --no-header $$ARGS \
		--extra web --extra gui --extra dev --group examples --group foreign --group museum -o requirements-dev.txt pyproject.toml
	@rm -rf build/lock

pictures: $(MADE) ## make the pictures of page and window in docs/pictures
	@missing=$$(for found in chromium:chromium chromedriver:chromium-driver Xvfb:xvfb openbox:openbox \
			xdotool:xdotool import:imagemagick; do \
		command -v "$${found%%:*}" >/dev/null || printf ' %s' "$${found#*:}"; done); \
	[ -z "$$missing" ] || { echo "make pictures needs more programs: $(APT)$$missing" >&2; exit 1; }
	$(BIN)/python tests/pictures/page.py
	$(BIN)/python -m tests.pictures.window

clean: ## remove .venv and everything else that was made here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find core gui web tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 10))" 2>/dev/null || { \
		echo "Shipway needs Python 3.10 or later as \`$(PYTHON)\`; name another one by PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { \
		echo "Shipway needs Python's venv module: $(APT) python3-venv" >&2; exit 1; }
	@echo "Bringing .venv up to date; the first time takes a minute or two…"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -q --no-input --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install -q --no-input --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@
