# Each command prepares what it needs. The second time that takes no time: the stamps below are newer
# than what they were made from.

PYTHON_IN_VENV := .venv/bin/python
WINDOW := $(if $(DISPLAY)$(WAYLAND_DISPLAY),window)
RUN_READY := .venv/.ready-run$(if $(WINDOW),-window)
DEV_READY := .venv/.ready-dev
SETUP := .ci/setup .ci/machine.py

.PHONY: help run test check tour bench soak mutants setup format clean
.DEFAULT_GOAL := help

help:
	@echo "make run     open KetaCounsel on the practice set (without a display: its report under build/)"
	@echo "make test    run the tests"
	@echo "make check   format, lint, types, import contracts, dependencies, syntax-tree rules"
	@echo "make tour    pictures of every screen under build/tour/"
	@echo "make bench   figures under build/"
	@echo "make soak    the fault programs for an hour (SOAK_MIN=10: ten minutes), build/scoreboard.json"
	@echo "make mutants plant faults in a copy of the program and show which rows find them"
	@echo "make setup   only prepare this computer for all of the above"

run: $(RUN_READY)
	@$(PYTHON_IN_VENV) -m ketacounsel --practice

test: $(DEV_READY)
	$(PYTHON_IN_VENV) -m pytest

check: $(DEV_READY)
	$(PYTHON_IN_VENV) -m ruff format --check
	$(PYTHON_IN_VENV) -m ruff check
	$(PYTHON_IN_VENV) -m mypy
	.venv/bin/lint-imports
	.venv/bin/deptry ketacounsel
	$(PYTHON_IN_VENV) -m pytest -q tests/test_architecture.py

tour: $(DEV_READY)
	$(PYTHON_IN_VENV) -m tests.tour

bench: $(DEV_READY)
	$(PYTHON_IN_VENV) -m tests.bench

soak: $(DEV_READY)
	$(PYTHON_IN_VENV) -m tests.faults $(or $(SOAK_MIN),60)

mutants: $(DEV_READY)
	$(PYTHON_IN_VENV) -m tests.faults.mutants

setup: $(DEV_READY)
	@echo "Ready."

format: $(DEV_READY)
	$(PYTHON_IN_VENV) -m ruff check --fix
	$(PYTHON_IN_VENV) -m ruff format

clean:
	rm -rf build dist

$(RUN_READY): .ci/requirements/run.txt $(SETUP)
	@.ci/setup run $(WINDOW)
	@touch $@

$(DEV_READY): .ci/requirements/dev.txt $(SETUP)
	@.ci/setup dev
	@touch $@
