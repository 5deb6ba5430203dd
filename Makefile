# make serve | build | test | check | record | lessons | lab-judge | lock | schema | spec | vectors | addresses | links | outdated | bench
# `make check` is made of check-python, check-pages, check-spelling and check-workflows; pre-commit runs the same.
# Each sets up the tools it needs in .venv the first time. Without make: `py make.py serve`, which reads this file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := hooks

.PHONY: serve build offline test check check-python check-pages check-spelling check-workflows record lessons lab-judge lock \
  schema spec vectors addresses links outdated bench report newest builder lighthouse clean
.DEFAULT_GOAL := serve

$(VENV)/build.stamp: requirements.txt package-lock.json
	@$(PYTHON) hooks/tools.py install $@ requirements.txt

$(VENV)/test.stamp: $(VENV)/build.stamp requirements-dev.txt package-lock.json
	@$(PYTHON) hooks/tools.py install $@ requirements-dev.txt

$(VENV)/pdf.stamp: $(VENV)/test.stamp requirements-pdf.txt
	@$(PYTHON) hooks/tools.py install $@ requirements-pdf.txt

serve: $(VENV)/build.stamp ## the site at http://127.0.0.1:8000, following your edits
	$(BIN)/mkdocs serve

build: $(VENV)/build.stamp ## the site in site/, every warning an error
	$(BIN)/mkdocs build --strict

offline: $(VENV)/pdf.stamp build ## the course as a PDF and all pages as a zip, added to site/; needs Chromium
	$(BIN)/python hooks/offline.py site

check: check-python check-pages check-spelling check-workflows ## what a contributor runs before a commit
	$(BIN)/mkdocs build --strict --site-dir .venv/check # no --quiet: it hides warnings from --strict as well

check-python: $(VENV)/test.stamp
	$(BIN)/ruff check hooks tests make.py
	$(BIN)/ruff format --check hooks tests make.py
	$(BIN)/mypy

check-pages: $(VENV)/build.stamp
	$(BIN)/python -m dockernotes.catalog.schema --check
	$(BIN)/python hooks/check.py --strict $(CHECK)

check-spelling: $(VENV)/test.stamp
	@$(PYTHON) hooks/tools.py run cspell lint --no-progress --no-summary --no-color --issue-template '$$filename:$$row:$$col: unknown word `$$text`; a right one goes into hooks/dockernotes/checks/words.txt [spelling]'

check-workflows: $(VENV)/test.stamp
	@$(PYTHON) hooks/tools.py run zizmor --offline --quiet --no-progress --persona auditor .github
	@$(PYTHON) hooks/tools.py run actionlint .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml .github/ISSUE_TEMPLATE/check.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	$(BIN)/pre-commit validate-config

test: $(VENV)/pdf.stamp ## everything that this machine can run
	$(BIN)/python tests/parallel.py $(ARGS)

lessons: $(VENV)/build.stamp ## run the pages on your Docker Engine and compare: make lessons PAGES=docs/course/05-…
	$(BIN)/python hooks/lessons.py run $(PAGES)

record: $(VENV)/build.stamp ## run the pages on your Docker Engine and write what it prints
	$(BIN)/python hooks/lessons.py record $(PAGES)

lab-judge: $(VENV)/test.stamp ## the lab beside a Docker Engine of its own, on Debian as root: make lab-judge SEED=1 STEPS=5000
	DOCKER_NOTES_BESIDE=/var/cache/docker-notes/judge DOCKER_NOTES_DOCKER=modules DOCKER_NOTES_STORE=containerd \
	  tests/engine/beside $(CURDIR)/$(BIN)/python tests/lab/judge.py $(SEED) $(STEPS)

spec: $(VENV)/build.stamp ## what the docker CLI on PATH accepts, asked of it
	$(BIN)/python -m dockernotes.dockercli.spec.asked update
	$(BIN)/python -m dockernotes.dockercli.spec.helptexts update

schema: $(VENV)/build.stamp ## the schema of docs/_data/docker.yml, from the model
	$(BIN)/python -m dockernotes.catalog.schema

addresses: $(VENV)/build.stamp ## before a release: what was published has to lead somewhere from now on
	$(BIN)/python -m dockernotes.checks.released docs

links: $(VENV)/build.stamp ## whether links to other sites land; the one check that needs the network
	$(BIN)/python hooks/check.py --external --cache $(VENV)/links.json

outdated: $(VENV)/build.stamp ## images and actions that the course names, with the newest that is known; needs the network
	$(BIN)/python -m dockernotes.checks.online.outdated docs .github

vectors: $(VENV)/test.stamp ## what our Python says of some hundred commands; the page's JavaScript has to say the same
	PYTHONPATH=hooks:tests $(BIN)/python -m explain.shared
	$(BIN)/python tests/vectors/record.py

lock: $(VENV)/test.stamp ## exact versions with hashes
	for name in requirements requirements-dev requirements-pdf; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11.0 --generate-hashes --no-header --no-emit-index-url $(UPGRADE) $$name.in -o $$name.txt; \
	done

newest: $(VENV)/test.stamp ## take the newest of all Python packages but MkDocs, to see what that breaks
	sed -E -i.old '/^mkdocs==/s/$$/,<2/; s/==/>=/' requirements.in requirements-dev.in requirements-pdf.in
	$(MAKE) lock UPGRADE=--upgrade

builder: $(VENV)/build.stamp ## how far another builder gets: make builder BUILDER=zensical
	@$(BIN)/python tests/living/builder.py $(BUILDER)

clean: ## forget everything that was made
	rm -rf $(VENV) site node_modules

report: $(VENV)/test.stamp ## how far all this can be relied on, as one Markdown table
	@$(BIN)/python tests/report/figures.py

bench: $(VENV)/test.stamp ## what the checks and macros cost, as ratios within one run
	$(BIN)/python tests/bench.py

lighthouse: $(VENV)/test.stamp ## what a phone thinks of a page of each kind: medians of five runs
	$(BIN)/mkdocs build --strict --site-dir .venv/lighthouse
	PYTHONPATH=hooks:tests $(BIN)/python tests/lighthouse/command.py .venv/lighthouse
