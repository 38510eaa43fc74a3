# chat  test  eval  serve  bench  clean: each sets up what it needs first.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PYTHONWARNINGS ?= ignore::DeprecationWarning

.PHONY: help setup chat serve test eval bench screenshots clean

help:  ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

# The stamp names what was installed from, so that a changed pin installs again and an unchanged one costs nothing.
.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; set PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing Dateline into .venv (about 350 MB, a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

setup: .venv/.installed  ## Install into .venv; leaves .venv/bin/dateline ready

chat: setup  ## Index the seed articles and open the chat on http://127.0.0.1:7860; with MODEL=local, a chat model drafts
ifeq ($(MODEL),local)
	@$(BIN)/dateline model
endif
	@$(BIN)/dateline index
	@$(if $(MODEL),DATELINE_MODEL=$(MODEL)) $(BIN)/dateline serve

serve: setup  ## Serve what is indexed
	@$(BIN)/dateline serve

test: .venv/.installed-test  ## Run everything that gates
	@BIN=$(BIN) .ci/gate

eval: .venv/.installed  ## Ask the gold questions and compare with the baseline
	@$(BIN)/dateline eval

bench: .venv/.installed-test  ## Measure speed, as ratios in one run
	@$(BIN)/python -m pytest tests/bench -q -s -p no:cacheprovider

screenshots: .venv/.installed-test  ## Make the README's screenshots anew
	@$(BIN)/python -W ignore -m tests.browser.screenshots

clean:  ## Remove what was made, the index too
	rm -rf .venv .dateline report *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
