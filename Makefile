# Each line is thin on purpose: what it does stands in the programs it calls.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
KEYWORDS := -k _ -k lazy_gettext -k lazy_pgettext:1c,2 -k pgettext:1c,2 -k npgettext:1c,2,3

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check strings migrate bench audit sbom lives mutants

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

run: .venv/.run $(CATALOGUES) ## Serve on http://127.0.0.1:8000 (PORT= for another), with demo people unless NOD_DEMO=0
	@test -n "$${NOD_DEMO+set}" || grep -qs '^NOD_DEMO=' .env || export NOD_DEMO=1; export PORT=$${PORT:-8000}; exec $(BIN)/nod serve

test: .venv/.test node_modules/.lock $(CATALOGUES) ## Every test, on SQLite and PostgreSQL; PYTEST= for options
	@$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal $(PYTEST)

check: .venv/.test node_modules/.lock $(CATALOGUES) ## Lint, types, import contracts, catalogue; under a minute
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint
	$(BIN)/python -m tests.architecture.catalogue

strings: .venv/.test ## Take new strings into the catalogue, compile it, list what a translator has not seen
	$(BIN)/pybabel -q extract -F pyproject.toml $(KEYWORDS) -c Translators: --add-location=file --sort-by-file --omit-header --no-wrap --ignore-dirs ".* node_modules" -o translations/messages.pot .
	$(BIN)/pybabel -q update -i translations/messages.pot -d translations -l cy --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@$(MAKE) --no-print-directory $(CATALOGUES)
	$(BIN)/python -m tests.architecture.catalogue --write-review

migrate: .venv/.run ## Bring the database to the newest migration
	@$(BIN)/nod migrate

bench: .venv/.test node_modules/.lock $(CATALOGUES) ## The figures, each as a ratio measured in one run
	@$(BIN)/python -m bench && $(BIN)/python -m bench.fuzz

audit: .venv/.test ## Ask an advisory service about every package; fails when nobody answers
	@tools/audit.sh

sbom: .venv/.test ## Write what Nod is made of into instance/sbom.json
	@$(BIN)/python tools/sbom.py

lives: .venv/.test $(CATALOGUES) ## 5,000 made-up lives of two families, twice: sight and sharing held to plain sets after each turn
	@NOD_SEQUENCES=$${NOD_SEQUENCES:-5000} $(BIN)/pytest tests/portal/test_machine.py tests/portal/test_consent_machine.py --database sqlite

mutants: .venv/.test $(CATALOGUES) ## Change the rules of sight in every small way; 95 of 100 changes must fail a test
	@rm -rf mutants
	@$(BIN)/mutmut run
	@$(BIN)/python tools/mutants.py

%.mo: %.po .venv/.run
	@$(BIN)/pybabel -q compile -l cy -i $< -o $@

.venv/.run: requirements/run.txt pyproject.toml tools/venv.sh
	@tools/venv.sh
	@ldconfig -p | grep libpangoft2 >/dev/null || tools/system.sh libpangoft2-1.0-0 libharfbuzz-subset0 || echo "Until then nothing is given on paper. All else works." >&2
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run tools/system.sh
	@tools/system.sh
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

node_modules/.lock: package-lock.json package.json .venv/.test
	@PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent
	@touch $@
