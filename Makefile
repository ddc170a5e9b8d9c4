# QuizHub: every command a developer or organiser types. `make` alone lists them.
#
# The Python environment lives in .venv. Two stamp files in it remember that a pinned list was
# installed, so that nothing is fetched again until the list changes. Plain POSIX recipes: macOS
# still ships GNU make 3.81.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# The first Python that is new enough. To choose another: make run PYTHON=/path/to/python
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)

# One more than there are cores, for tests that wait for a browser or a clock; four are enough.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -lt 4 ] && echo $$((n + 1)) || echo 4)

.DEFAULT_GOAL := help
.PHONY: help run test soak check fmt clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.installed  ## start QuizHub (options: make run ARGS="--port 9000"); contests are kept in data/
	@$(BIN)/quizhub serve $(ARGS)

test: $(VENV)/.installed-dev  ## install what the tests need, then run them all with the coverage gate
	@bash tests/install_browser.sh $(BIN)/python
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov $(ARGS)

# Ten thousand contests first, on every core; then, one after the other, every fault with its strict mark.
soak: $(VENV)/.installed-dev  ## the long tests: ten thousand contests, and every fault to its mark (about 40 minutes)
	@bash tests/install_browser.sh $(BIN)/python
	@QUIZHUB_CONTESTS=10000 $(BIN)/python -m pytest -n auto -m laws -o faulthandler_timeout=1800 $(ARGS)
	@QUIZHUB_MARKS=strict $(BIN)/python -m pytest -m "(soak or fault) and not laws" -o faulthandler_timeout=1800 $(ARGS)

check: $(VENV)/.installed-dev  ## formatting, lint, types and import layers
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fmt: $(VENV)/.installed-dev  ## format the code and repair what lint can repair
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

clean:  ## remove the environment and everything built; data/ stays
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find quizhub tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/pip
	@echo "Installing QuizHub into $(VENV) ..."
	@$(PIP) install -r requirements.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing the test tools into $(VENV) ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $@

# pip is the last thing venv puts in place: where it is missing, the environment was never finished.
$(BIN)/pip:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "QuizHub needs Python 3.11 or newer, and none was found ($$(python3 --version 2>&1))." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		package=$$("$(PYTHON)" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$package; \
		else \
			echo "This Python cannot make environments. On Debian and Ubuntu: sudo apt-get install $$package" >&2; \
			exit 1; \
		fi; }
	@"$(PYTHON)" -m venv $(VENV)
