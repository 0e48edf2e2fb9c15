# oO. `make` lists the verbs; each sets up what it needs and is quick when that is done already.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check serve dev migration migrate bench lab-null chaos fix lock shots clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  %-10s %s\n", $$1, $$2}'

demo: $(BIN)/.run ## the main job: everything, with stand-in providers, at http://localhost:8000
	@exec $(BIN)/oo demo

serve: $(BIN)/.run ## serve for real; settings come from the environment or .env
	@exec $(BIN)/oo serve

dev: $(BIN)/.dev ## hot reload for developers: front end on 3000, back end on 8000
	@exec $(BIN)/oo dev

test: $(BIN)/.dev ## the whole suite; says at the end which groups ran and which were left out
	@$(BIN)/python tests/run.py

check: $(BIN)/.dev ## the gate: format, lint, layers, types, tests with coverage
	@sh .ci/check

bench: $(BIN)/.bench ## measure oO in the browser's place, and its bandit beside the field's libraries
	@$(BIN)/oo bench web
	@$(BIN)/oo bench bandit

lab-null: $(BIN)/.dev ## let a policy meet itself 200 times: the laboratory must find no evidence
	@$(BIN)/oo bench lab-null

chaos: $(BIN)/.dev ## the ledger test: kill -9 a hundred times on both engines, then compare the books
	@$(BIN)/python -m tests.chaos --seed $(or $(seed),1)

shots: $(BIN)/.dev ## pictures of every screen and state, beside the mock-ups'
	@$(BIN)/oo shots
	@$(BIN)/oo console shots

migrate: $(BIN)/.run ## bring the database to the newest schema
	@$(BIN)/oo db upgrade

migration: $(BIN)/.dev ## write a migration from the tables: make migration m="what changes"
	@$(BIN)/oo db revision "$(m)"

fix: $(BIN)/.dev ## format, and mend what can be mended
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

UV_LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-strip-extras --no-header

lock: $(BIN)/.dev ## compile the hashed locks anew
	@$(BIN)/python -m pip install --quiet uv
	@for n in run dev bench; do $(UV_LOCK) requirements/$$n.in -o requirements/$$n.lock; done
	@$(UV_LOCK) --no-deps requirements/source.in -o requirements/source.lock

clean: ## remove what was built here; the demo's state in var/ stays
	rm -rf .venv .web .states

$(BIN)/python:
	@echo "Making the environment …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "oO needs Python 3.11 or newer; try make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv

$(BIN)/.run: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(BIN)/.dev: requirements/dev.lock requirements/obp.lock $(BIN)/.run
	@echo "Installing the locked packages for developers …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --ignore-requires-python -r requirements/obp.lock
	@touch $@

$(BIN)/.bench: requirements/bench.lock requirements/source.lock $(BIN)/.dev
	@echo "Installing the locked packages that oO is measured beside …"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/bench.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-build-isolation -r requirements/source.lock \
	  || echo "contextualbandits takes a C compiler to build; the benchmark goes without it and says so."
	@touch $@
