# make serve | build | test | check | record | lessons | lock | schema
# Each sets up the tools it needs in .venv the first time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := hooks

.PHONY: serve build test check record lessons lock schema clean
.DEFAULT_GOAL := serve

$(VENV)/build.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "needs Python 3.11 or newer; say which: make PYTHON=python3.12 serve"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "the venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/build.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

serve: $(VENV)/build.stamp ## the site at http://127.0.0.1:8000, following your edits
	$(BIN)/mkdocs serve

build: $(VENV)/build.stamp ## the site in site/, every warning an error
	$(BIN)/mkdocs build --strict

check: $(VENV)/test.stamp ## what a contributor runs before a commit
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/python -m dockernotes.catalog.schema --check
	$(BIN)/mkdocs build --strict --quiet --site-dir .venv/check

test: $(VENV)/test.stamp ## everything that this machine can run
	$(BIN)/python -m pytest $(ARGS)

lessons: $(VENV)/build.stamp ## run the pages on your Docker Engine and compare: make lessons PAGES=docs/course/05-…
	$(BIN)/python hooks/lessons.py run $(PAGES)

record: $(VENV)/build.stamp ## run the pages on your Docker Engine and write what it prints
	$(BIN)/python hooks/lessons.py record $(PAGES)

schema: $(VENV)/build.stamp ## the schema of docs/_data/docker.yml, from the model
	$(BIN)/python -m dockernotes.catalog.schema

lock: $(VENV)/test.stamp ## exact versions with hashes; needs uv
	for name in requirements requirements-dev; do \
	  uv pip compile -q --universal --python-version 3.11.0 --generate-hashes --no-header --no-emit-index-url $$name.in -o $$name.txt; \
	done

clean: ## forget everything that was made
	rm -rf $(VENV) site
