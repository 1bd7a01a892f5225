# The commands of rnnlab. `make` alone lists them. They need python3 (3.11 or newer) with its venv
# module; everything else is installed into .venv (and .venv-site, .venv-hub), which nothing outside uses.

PYTHON ?= python3
ARGS ?=
JOBS ?= 3
BIN := .venv/bin
HUB := .venv-hub/bin
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
# Tests run JOBS at a time, one more than two cores have work for: many wait for a kernel or a page. Each keeps to one thread.
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m pytest --quiet -n $(JOBS)
UNIT := -p no:playwright -p no:anyio --ignore=tests/browser tests
LECTURES := --nbval --nbval-current-env --nbval-cell-timeout=60 notebooks
BROWSER := -p no:nbval -rs tests/browser

# The kernel that runs a lecture is the one of .venv, whatever kernels the user has installed.
export JUPYTER_PREFER_ENV_PATH := 1
unexport JUPYTER_PATH
# What is compiled once is kept, in __pycache__: each worker and each kernel would compile it again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help lab test lint unit lectures browser format notebooks student score release site links bench hub classroom load clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

lab: .venv/.lab .venv/.trusted ## open the first lecture in JupyterLab (options: ARGS="--no-browser --port=8888")
	$(BIN)/python -m rnnlab.lab $(ARGS)

test: lint ## run every test, of the package, the lectures and the sliders (options: JOBS=4)
	$(PYTEST) $(LECTURES) $(UNIT) $(ARGS)
	$(PYTEST) $(BROWSER) $(ARGS)

lint: .venv/.test ## check the style of the code and of the notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check

unit: .venv/.test ## test the package and what is stored in the notebooks
	$(PYTEST) -p no:nbval $(UNIT) $(ARGS)

lectures: .venv/.test ## run every lecture and compare each output with the stored one
	$(PYTEST) --dist loadfile $(LECTURES) $(ARGS)

browser: .venv/.test ## move the sliders in a real JupyterLab (needs Chromium)
	$(PYTEST) $(BROWSER) $(ARGS)

format: .venv/.test ## rewrite code and notebooks in the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

notebooks: .venv/.test ## run every lecture and store its outputs
	$(BIN)/python tests/store_outputs.py

student: .venv/.lab ## make the student's edition, without outputs and solutions (options: ARGS="--out FOLDER")
	$(BIN)/python -m rnnlab.classroom.student $(ARGS)

score: .venv/.lab ## run and score a folder of students' notebooks: ARGS="FOLDER --out results.csv"
	$(BIN)/python -m rnnlab.classroom.score $(ARGS)

release: .venv/.nbgrader ## make an nbgrader course of the lectures (options: ARGS="--out FOLDER")
	$(BIN)/python -m rnnlab.classroom.release $(ARGS)

site: .venv-site/.site ## make site/: the lectures to read, as slides and on paper (options: ARGS="--out FOLDER")
	.venv-site/bin/python -m rnnlab.publishing.site $(ARGS)

links: .venv/.lab ## set the links of the README to the published site and to Binder: REPOSITORY=OWNER/NAME
	$(BIN)/python -m rnnlab.publishing.repository $(REPOSITORY)

bench: .venv/.bench ## measure speed and memory (options: ARGS="--json results.json")
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m benchmarks $(ARGS)

hub: .venv-hub/.hub ## a JupyterHub for a class on this machine, as root (docs/hub.md; options: ARGS="--port=8000")
	$(HUB)/python deploy/hub/start.py $(ARGS)

classroom: .venv-hub/.test ## test that hub: who can reach what of whom (as root)
	$(HUB)/python -m pytest --quiet -rs tests/deploy $(ARGS)

load: .venv-hub/.test ## let 1, 10 and 30 students use that hub at once, and measure (as root; options: ARGS="--students 30 --page")
	$(HUB)/python deploy/hub/load.py $(ARGS)

clean: ## remove .venv and what tests and tools leave behind
	rm -rf .venv .venv-hub .venv-site site .pytest_cache .ruff_cache .hypothesis test-results build rnnlab.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -prune -exec rm -rf {} +

# ---- what the commands stand on; each is made again only when what it depends on changed ----

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "rnnlab needs Python 3.11 or newer as $(PYTHON); another one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv || { \
		echo "$(PYTHON) could not make .venv: is its venv module installed? (Debian: apt install python3-venv)" >&2; exit 1; }
	touch $@

.venv/.lab: pyproject.toml | .venv/.created
	$(BIN)/python -m pip install --quiet -e ".[lab]"
	touch $@

.venv/.test: pyproject.toml | .venv/.created
	$(BIN)/python -m pip install --quiet -e ".[lab,weights,test]"
	touch $@ .venv/.lab

.venv/.nbgrader: pyproject.toml | .venv/.created
	$(BIN)/python -m pip install --quiet -e ".[lab,nbgrader]"
	touch $@ .venv/.lab

# The site's tools are apart: some of them want other versions than the lab does.
.venv-site/.site: pyproject.toml | .venv/.created
	$(BIN)/python -m venv --clear .venv-site
	.venv-site/bin/python -m pip install --quiet -e ".[site]"
	touch $@

.venv/.bench: pyproject.toml | .venv/.created
	$(BIN)/python -m pip install --quiet -e ".[lab,weights,test,bench]"
	touch $@ .venv/.lab .venv/.test

# The hub has an environment of its own. Its students run this Python too: one under /root they cannot enter.
.venv-hub/.hub: pyproject.toml
	$(PYTHON) -m venv --clear .venv-hub
	$(HUB)/python -m pip install --quiet -e ".[lab,hub]"
	npm install --prefix .venv-hub --no-save --no-audit --no-fund --loglevel=error configurable-http-proxy@5
	$(HUB)/jupyter labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements"
	touch $@

.venv-hub/.test: .venv-hub/.hub
	$(HUB)/python -m pip install --quiet -e ".[lab,hub,test]"
	touch $@

.venv/.trusted: $(NOTEBOOKS) | .venv/.lab
	$(BIN)/jupyter trust $(NOTEBOOKS)
	touch $@
