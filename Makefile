# One target per daily act. Each is enough by itself on a bare Debian 12, and quick the second time.
#   PYTHON=python3.12 make setup     another interpreter (3.11 to 3.13)
.POSIX:
.PHONY: help setup setup-run run demo sample test benchmarks check lock package package-deb smoke package-test sign verify installer-test clean

BIN = .venv/bin
DIST = dist
MODELS = $${PRODUCER_MODELS-$$(cd ../shared/models 2>/dev/null && pwd || true)}

help:
	@echo 'make run         open Producer (where there is no screen: make demo)'
	@echo 'make demo        the whole job on the bundled sample; no camera, screen, model or network'
	@echo 'make test        every test, with its own screen and sound server'
	@echo 'make check       style, types, the arrows between the parts, translations'
	@echo 'make benchmarks  speed, as ratios against references run beside it'
	@echo 'make setup       all that the others need (each of them does it by itself)'
	@echo 'make sample      make the bundled sample anew (needs espeak-ng)'
	@echo 'make package     freeze, pack (.deb, portable archive), list the parts, try it in a clean room, measure, into dist/'
	@echo '                 FACE_MODEL=file and SPEECH_MODEL=folder are taken in'
	@echo 'make package-deb the same without the portable archive'
	@echo 'make smoke       try the packages of dist/ again'
	@echo 'make package-test   the tests over the real package'
	@echo 'make sign        sign what is in dist/ with the key in PRODUCER_SIGNING_KEY'
	@echo 'make verify      prove it: KEY=public-key-file, or the fingerprint in PRODUCER_SIGNER'
	@echo 'make installer-test   compile the Windows installer under Wine, install, upgrade and remove with it (root, debootstrap, npm)'
	@echo 'make lock        lock the dependencies of pyproject.toml (UPGRADE=1: the newest that fit)'

setup:
	@packaging/setup.sh test

setup-run:
	@packaging/setup.sh run

run: setup-run
	@packaging/run.sh

demo: setup-run
	@$(BIN)/producer demo

test: setup
	PRODUCER_MODELS="$(MODELS)" $(BIN)/python -m pytest

benchmarks: setup
	PRODUCER_MODELS="$(MODELS)" $(BIN)/python -m pytest -m benchmark -rP

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python packaging/check_translations.py

sample: setup
	$(BIN)/python packaging/sample/make.py

setup-package:
	@packaging/setup.sh package

BUNDLE = PRODUCER_MODELS="$(MODELS)" PYTHONPATH=packaging $(BIN)/python -m bundle

package: setup-package
	@$(BUNDLE) all

package-deb: setup-package
	@$(BUNDLE) deb

smoke: setup-package
	@$(BUNDLE) smoke

package-test: setup-package
	PRODUCER_MODELS="$(MODELS)" $(BIN)/python -m pytest -m package tests/packaging

lock: setup-run
	@packaging/lock.sh $(UPGRADE)

sign: setup-run
	$(BIN)/python packaging/signing sign $(DIST)

verify: setup-run
	$(BIN)/python packaging/signing verify $(DIST) $${KEY:+--key "$$KEY"}

installer-test: setup
	$(BIN)/python packaging/windows wine-room --out build/wine
	PRODUCER_WINE=build/wine $(BIN)/python -m pytest tests/packaging/test_windows_compiled.py

clean:
	rm -rf .venv build dist demo-output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
