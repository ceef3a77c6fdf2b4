# Intercoder: `make run` and `make test` are all a newcomer needs; both set up .venv first.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
HEADLESS := .venv-headless
STAMP := $(VENV)/.setup-stamp
JOBS ?= 2
PYTEST := QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(JOBS) --dist loadscope

.PHONY: run setup test test-headless check demo bench nightly screenshots consumers lock audit clean

run: $(STAMP)  ## open the window on the sample project
	@$(PY) main.py sample

setup: $(STAMP)  ## make .venv from the hash-locked requirements

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Intercoder needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is %d.%d: name another with make PYTHON=python3.12" % v)'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv" >&2; exit 2; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

test: $(STAMP) test-headless  ## every test: those without a screen in an environment without PySide6, then the desktop's
	$(PYTEST) -m "not slow" tests/desktop tests/e2e

$(HEADLESS)/.setup-stamp: $(STAMP) requirements/headless.txt
	@$(PYTHON) -m venv $(HEADLESS)
	$(HEADLESS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/headless.txt
	@touch $@

test-headless: $(HEADLESS)/.setup-stamp
	$(HEADLESS)/bin/python -m pytest -n $(JOBS) -m "not slow" -p no:pytest-qt --ignore=tests/desktop --ignore=tests/e2e tests

check: $(STAMP)  ## ruff, mypy --strict, import rules
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

demo: $(STAMP)  ## the whole main job on the sample, without a screen, into demo/
	$(PY) main.py demo -o demo

lock:  ## write requirements/*.txt anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements/runtime.txt -q
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.txt -q
