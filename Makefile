# One target per daily act. Each is enough by itself on a bare Debian 12 with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
export PRODUCER_MODELS ?= $(wildcard ../shared/models)

.PHONY: setup test check
setup: $(VENV)/.installed
$(VENV)/.installed: requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q --require-hashes -r requirements/dev.txt
	touch $@
test: setup
	$(VENV)/bin/python -m pytest
check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
