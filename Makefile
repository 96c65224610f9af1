# The project's commands; `make help` lists them. The environment is made once, and again when the pins change.

HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2

# Looked for only where the environment is not there yet.
PYTHON = $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
CATALOGUE := forum/translations/en/LC_MESSAGES/messages

export FLASK_APP = wsgi
# Python keeps what it compiled, whatever the machine says: every server and every worker of the tests starts with it.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help install run test quick check bench messages requirements clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.run $(CATALOGUE).mo ## the environment alone, as a server needs it

# A site with a secret of its own gets no demonstration unless it asks: its people's password is known to everybody.
run: install ## serve on HOST:PORT, with the demonstration unless TINKUY_SECRET_KEY is set
	@if [ -z "$${TINKUY_SECRET_KEY:-}" ]; then export TINKUY_DEMO="$${TINKUY_DEMO:-1}"; fi; \
	case "$${TINKUY_DEMO:-0}" in 1|yes|true|on) demo=--demo;; *) demo=;; esac; \
	exec $(BIN)/python -m flask serve $$demo --host $(HOST) --port $(PORT)

# PostgreSQL is spared what touches no database (tests/house sees that it is so): papers, readers of files, texts.
test: check ## everything: lint, floors, tests on SQLite and PostgreSQL, browsers
	@tests/ensure_browser.sh
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser"
	TINKUY_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser" --ignore=tests/exports --ignore=tests/imports --ignore=tests/text --ignore=tests/test_round_trip.py
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m browser

quick: check ## the part without browsers and PostgreSQL
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser"

check: .venv/.test $(CATALOGUE).mo ## lint, format, floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache

bench: .venv/.test $(CATALOGUE).mo ## measure, and print a table
	$(BIN)/python -m benchmarks

messages: .venv/.test ## gather the texts, for the English catalogue
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output --project=Tinkuy -o .venv/messages.pot forum
	$(BIN)/pybabel -q update -D messages -l en -i .venv/messages.pot -d forum/translations --no-fuzzy-matching --width=120 --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d forum/translations

requirements: .venv/.test ## pin the requirements anew, with hashes
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and what the tools left; the data in instance/ stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find forum tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@python="$(PYTHON)"; test -n "$$python" || { echo "Tinkuy needs Python 3.11 or newer, with its venv module, and none was found: install it and run make again." >&2; exit 1; }; \
	echo "Making .venv with $$python…"; "$$python" -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt .venv/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po .venv/.run
	$(BIN)/pybabel -q compile -d forum/translations
