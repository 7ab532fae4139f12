# The same few commands for people and for continuous integration.
.PHONY: setup run demo test check format bench clean
.DEFAULT_GOAL := help
PY := .venv/bin/python

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/installed  ## install everything this project needs, once
	@.ci/system-libraries

.venv/installed: pyproject.toml constraints.txt
	@.ci/virtual-environment

run: setup  ## open the window
	@$(PY) main.py

demo: setup  ## render a sample match, analyse it, export its reel, show the window
	@$(PY) main.py demo

# One thread per worker: two workers with two threads each wait for each other on two cores.
test: setup check  ## everything that must hold
	@OMP_NUM_THREADS=1 $(PY) -m pytest -n 2 --durations=12

check: setup  ## formatter, linter, types, import contracts
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: setup  ## format the code and mend what the linter can
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup  ## measure speed, memory and accuracy; results go to benchmarks/results
	@$(PY) -m benchmarks

clean:  ## remove what can be made again
	rm -rf .venv build demo .mypy_cache .pytest_cache .ruff_cache
