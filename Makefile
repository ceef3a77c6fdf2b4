# Intercoder: `make run` and `make test` are all a newcomer needs; both set up .venv first.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
HEADLESS := .venv-headless
STAMP := $(VENV)/.setup-stamp
RUN_STAMP := $(VENV)/.run-stamp
JOBS ?= 2
BENCHMARKS := $(filter-out __init__ agreement_coverage,$(basename $(notdir $(wildcard benchmarks/[a-z]*.py))))
# Compiled ahead, or the first start takes a third longer (each one, where Python may not write).
COMPILE := $(PY) -m compileall -q main.py annotator storage ui || true
PYTEST := QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(JOBS) --dist loadscope

.PHONY: run setup test test-headless check demo bench learned nightly screenshots consumers fuzz words lock audit clean

run: $(RUN_STAMP)  ## open the window on the sample project
	@$(PY) main.py sample

setup: $(STAMP)  ## make .venv from the hash-locked requirements

define make_venv
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Intercoder needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is %d.%d: name another with make PYTHON=python3.12" % v)'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv" >&2; exit 2; }
endef

$(RUN_STAMP): requirements/runtime.txt
	$(make_venv)
	@echo "Installing what the program needs (a minute or two, once) …"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(COMPILE)
	@touch $@

$(STAMP): requirements/dev.txt
	$(make_venv)
	@echo "Installing what the program and its tests need (two or three minutes, once) …"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(COMPILE)
	@touch $@ $(RUN_STAMP)

test: $(STAMP) test-headless  ## every test: those without a screen in an environment without PySide6, then the desktop's
	$(PYTEST) -m "not slow" tests/desktop tests/e2e

$(HEADLESS)/.setup-stamp: $(STAMP) requirements/headless.txt
	@$(PYTHON) -m venv $(HEADLESS)
	@$(HEADLESS)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/headless.txt
	@touch $@

test-headless: $(HEADLESS)/.setup-stamp
	$(HEADLESS)/bin/python -m pytest -n $(JOBS) -m "not slow" -p no:pytest-qt --ignore=tests/desktop --ignore=tests/e2e tests

check: $(STAMP)  ## ruff, mypy --strict, import rules
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

demo: $(RUN_STAMP)  ## the whole main job on the sample, without a screen, into demo/
	@rm -rf demo
	$(PY) main.py demo -o demo

bench: $(STAMP)  ## speed against floors, in turn, in one run
	@for name in $(BENCHMARKS); do echo "== $$name"; QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks.$$name || exit 1; done

learned: $(STAMP)  ## fit the tables of resources/learned anew on the coded texts of benchmarks/training
	$(PY) -m benchmarks.training

nightly: $(STAMP)  ## the large counts, and the simulation of intervals
	$(PYTEST) -m slow --timeout 7200 --ignore=tests/consumers tests
	$(PY) -m benchmarks.agreement_coverage

consumers: $(STAMP)  ## exports into Label Studio and doccano on loopback, and back (each in an environment of its own)
	@test -d $(VENV)-label-studio || ($(PYTHON) -m venv $(VENV)-label-studio && $(VENV)-label-studio/bin/python -m pip install -qq label-studio==1.23.2)
	@test -d $(VENV)-doccano || ($(PYTHON) -m venv $(VENV)-doccano && $(VENV)-doccano/bin/python -m pip install -qq doccano==1.8.4 "marshmallow<4" "numpy<2" "setuptools<81")
	INTERCODER_LABEL_STUDIO=$(CURDIR)/$(VENV)-label-studio INTERCODER_DOCCANO=$(CURDIR)/$(VENV)-doccano $(PY) -m pytest -m slow tests/consumers

fuzz: $(STAMP)  ## ten minutes of atheris for each parser of strangers' files
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@for target in $$($(PY) -m fuzz.run --list); do echo "== $$target"; $(PY) -m fuzz.run $$target -max_total_time=600 || exit 1; done

audit: $(STAMP)  ## known faults of the locked packages (where the database can be reached), and the model's pinned hashes
	$(PY) -m fuzz.audit
	$(PY) -m fuzz.faults

screenshots: $(STAMP)  ## pictures of every screen in both themes, into docs/pictures
	$(PY) docs/screenshots.py

words: $(STAMP)  ## every word of the windows for translators, into build/intercoder.ts; the translations up to date and compiled
	$(PY) docs/words.py

lock:  ## write requirements/*.txt anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements/runtime.txt -q
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.txt -q
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --group dev --no-emit-package pyside6-essentials --no-emit-package shiboken6 --no-emit-package qtawesome --no-emit-package qtpy --no-emit-package pytest-qt -o requirements/headless.txt -q

clean:  ## remove what was installed and made
	rm -rf $(VENV) $(HEADLESS) $(VENV)-label-studio $(VENV)-doccano demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
