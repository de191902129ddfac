# `make` lists what can be made. Each target works on a fresh clone: it first makes the virtual environment
# .venv and installs what the lock files pin, and does so again only when they change.
# Options for the program or for pytest go in ARGS: make once ARGS="--all"; make test ARGS="-k moderngov".
# A target that fails makes `make` itself exit 2 and name the real code ("Error 75"); a script that needs
# the code (0, 1, 2, 75) runs .venv/bin/watcher instead.

PYTHON ?= python3
ARGS ?=

NEEDS := needs Python 3.11 or newer
SET := set PYTHON=..., as in: make once PYTHON=python3.12

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
# As many as cores: each costs some seconds to load all tests, and little that they do is waiting.
WORKERS = $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
UV = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

.PHONY: help once demo dev test soak test-postgres browser chaos chaos-postgres bench bench-workers lint format coverage lock sbom clean

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST)

once: $(VENV)/.installed  ## one whole run on config/, state in state/
	@$(BIN)/watcher once $(ARGS)

demo: $(VENV)/.installed  ## the whole job on this machine, without a token or the internet
	@$(BIN)/watcher demo $(ARGS)

dev: $(VENV)/.developing  ## the virtual environment with everything that developing needs

test: $(VENV)/.developing  ## the tests, offline
	@$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)

# Long proofs of what quicker tests show too.
SOAK = @$(BIN)/python -m pytest -q -m soak --numprocesses=$(WORKERS) --dist=worksteal

soak: $(VENV)/.developing  ## the long stories and further variants that `make test` leaves out
	$(SOAK) $(ARGS)

test-postgres: $(VENV)/.developing  ## what touches the database again, on a PostgreSQL of its own
	@$(BIN)/python -m tests.tools.postgres --quiet --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)

browser: $(VENV)/.developing .venv-browser/.installed  ## every kind of public page in a real Chromium (Debian's; as root it is installed): minutes
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get install --yes --quiet --no-install-recommends chromium fonts-dejavu-core >&2; \
	else echo "make browser: no Chromium on this machine; as root: apt-get install chromium" >&2; exit 1; fi
	@PYTHONPATH=.venv-browser $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal tests/browser $(ARGS)

chaos: $(VENV)/.developing  ## kills hundreds of real runs, counts what is lost or doubled, tries thousands of odd inputs: minutes
	@$(BIN)/python -m tests.tools.chaos $(ARGS)
	@$(BIN)/python -m tests.tools.chaos.promises
	@$(BIN)/python -m pytest -q --hypothesis-profile=deep tests/unit/test_properties.py tests/unit/fetch/test_attacks.py \
		tests/unit/bot/commands/test_limits.py
	$(SOAK)

chaos-postgres: $(VENV)/.developing  ## three workers on one PostgreSQL of their own, killed, stopped and cut off: ten minutes
	@$(BIN)/python -m tests.tools.chaos_postgres $(ARGS)

bench: $(VENV)/.developing .venv-bench/.installed  ## us beside urlwatch, webchanges and reader, into bench/RESULTS.md: ten minutes
	@$(BIN)/python -m compileall -q watcher
	@$(BIN)/python -m bench $(ARGS)

bench-workers: $(VENV)/.developing  ## one, two, three workers on one PostgreSQL, and SQLite beside it, into bench/WORKERS.md: minutes
	@$(BIN)/python -m compileall -q watcher
	@$(BIN)/python -m bench.workers $(ARGS)

lint: $(VENV)/.developing  ## style, types, the import rules and sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -m "soak or not soak" tests/unit/test_imports.py tests/unit/test_size.py

format: $(VENV)/.developing  ## puts the style right where a tool can, and writes the config's JSON Schemas anew
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m watcher.config.json_schema

coverage: $(VENV)/.developing  ## the tests again, and the lines none of them reached
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lock: $(VENV)/.developing  ## newest allowed versions into the lock files (needs the internet)
	$(PIP) uv
	$(UV) pyproject.toml --group dev --output-file requirements-dev.lock
	$(UV) pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock
	$(UV) --group build --constraint requirements-dev.lock --output-file requirements-build.lock
	$(UV) pyproject.toml --extra postgres --constraint requirements-dev.lock --output-file requirements-postgres.lock

SBOM := .venv-sbom/bin
sbom:  ## what the image is made of, as CycloneDX, into dist/sbom.json (needs the internet the first time)
	@test -x $(SBOM)/cyclonedx-py || { $(PYTHON) -m venv --clear .venv-sbom && \
		$(SBOM)/pip --disable-pip-version-check install --quiet --quiet 'cyclonedx-bom>=7,<8'; }
	@mkdir -p dist
	@$(SBOM)/python -W ignore -m cyclonedx_py requirements requirements-postgres.lock --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file dist/sbom.json

clean:  ## removes what was made here, but never state/
	rm -rf $(VENV) .venv-bench .venv-browser .venv-sbom build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find watcher tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# requirements-dev.lock holds the other two, at the same versions: nothing is ever installed twice.
$(VENV)/.developing: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what tests and checks need into $(VENV) ..." >&2
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.installed: $(BIN)/python pyproject.toml requirements.lock requirements-build.lock
	@echo "Installing the locked dependencies into $(VENV) (a minute, this once) ..." >&2
	@$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# What we are measured beside, kept apart from what is ours.
.venv-bench/.installed: bench/requirements.txt $(BIN)/python
	@echo "Installing what we are measured beside into .venv-bench ..." >&2
	@$(PYTHON) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check install --quiet --quiet -r $<
	@touch $@

# What drives the browser, beside what is pinned: a folder of packages, no environment of its own.
.venv-browser/.installed: tests/browser/requirements.txt $(BIN)/python
	@echo "Installing what drives Chromium into .venv-browser ..." >&2
	@rm -rf .venv-browser
	@$(PIP) --target .venv-browser -r $<
	@touch $@

# A half-made environment is taken away again, so that the next try starts clean.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(NEEDS); found no $(PYTHON); $(SET)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
		"$(NEEDS); found %d.%d; $(SET)" % sys.version_info[:2])'
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
