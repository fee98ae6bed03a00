# MIA from the command line. `make` alone lists what there is. A bare Debian with Python 3.11, make and git is enough.
MAKEFLAGS += --no-print-directory
PY = .venv/bin/python
ARGS =
SIZE =

.PHONY: help run setup test quality fix bench scan

help:
	@echo 'make run [PORT=8000]   everything that is missing, demo data the first time, the web server on 127.0.0.1'
	@echo 'make setup             virtual environment, packages, database, reference data; no demo data, no server'
	@echo 'make test [ARGS=...]   every test; ARGS goes to pytest'
	@echo 'make quality           style, types, direction of imports, templates, migrations, settings for production'
	@echo 'make fix               mends the style that can be mended by itself'
	@echo 'make scan [ARGS=...]   wapiti and sqlmap on the running demo, as three roles, and on two planted holes: twenty minutes or more'
	@echo 'make bench [SIZE=small] every main job beside the least it could cost, and its bound: an hour, small two minutes'

run: .venv/.installed
	@$(PY) -m mia.server.serve

setup: .venv/.installed
	@$(PY) -m mia.server.serve --setup
	@echo 'Ready. `make run` starts the web server; .venv/bin/python manage.py help lists the commands.'

test: .venv/.installed
	@.ci/machine test $(ARGS)

quality: .venv/.installed
	@.ci/machine quality

fix: .venv/.installed
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: .venv/.installed
	@$(PY) -c 'import import_export' 2>/dev/null || $(PY) -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@$(PY) -m bench $(SIZE) $(ARGS)

scan: .venv/.installed
	@$(PY) -m scan $(ARGS)

# A virtual environment whose Python has gone (an upgrade, a moved checkout) is made again.
ifneq ($(shell $(PY) -c '' 2>/dev/null && echo works),works)
.PHONY: .venv/.installed
endif

.venv/.installed: requirements.txt $(wildcard constraints.txt)
	@.ci/machine install
