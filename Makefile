# Everything one does with this project. `make` lists it; CONTRIBUTING.md says when to use what.
# ARGS="…" goes on to the program of the target: make test ARGS="-k sign_in".

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
LOCAL := $(BIN)/python -m exportready.local
ARGS ?=

# Programs that keep a cache (and the browser) need some home; a bare service account has none.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/.local/home
$(shell mkdir -p "$(HOME)")
endif

# Debian and Ubuntu packages; after the colon a program that will do as well.
FOR_RUN := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
FOR_TEST := $(FOR_RUN) gettext:msgfmt poppler-utils:pdftotext chromium:chromium

# For tools that only read the settings and talk to no server. No secret: nothing is served with it.
SETTINGS_ONLY := env SECRET_KEY=only-to-read-the-settings SIGNING_KEYS='{"none": ""}' \
	DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 CACHE_URL=redis://127.0.0.1:1/1 \
	MEDIA_ROOT=.local/media EMAIL_URL=file:.local/mail

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- The environment ------------------------------------------------------------------------------------------------

.PHONY: venv
venv: ## make .venv with what running needs (again only when requirements.txt changed)
	@PYTHON="$(PYTHON)" deploy/venv.sh requirements.txt

.PHONY: venv-dev
venv-dev: ## the same with the tools for tests and checks
	@PYTHON="$(PYTHON)" deploy/venv.sh requirements-dev.txt

.PHONY: system
system: ## install the system libraries that running needs (apt)
	@deploy/system-packages.sh $(FOR_RUN)

.PHONY: system-dev
system-dev: ## the same with what the tests need: browser, PDF and language tools (apt)
	@deploy/system-packages.sh $(FOR_TEST)

# --- Running --------------------------------------------------------------------------------------------------------

.PHONY: run
run: system venv ## start everything with demo data and serve until Ctrl-C (PORT=8000)
	@$(LOCAL) run

.PHONY: services
services: venv ## start only the embedded PostgreSQL and Valkey, in the background
	@$(LOCAL) up

.PHONY: stop
stop: venv ## stop the embedded servers, and a make run that uses them
	@$(LOCAL) down

.PHONY: status
status: venv ## say which embedded servers answer
	@$(LOCAL) status

.PHONY: migrate
migrate: venv ## bring the tables up to date, as the database's owner
	@$(LOCAL) migrate

.PHONY: backup
backup: venv ## write database and media to one file (FILE=…, else backups/)
	@$(LOCAL) backup $(FILE)

.PHONY: restore
restore: venv ## replace database and media by FILE=…, after asking
	@$(LOCAL) restore $(or $(FILE),$(error Say which one: make restore FILE=backups/….tar)) $(ARGS)

.PHONY: reset
reset: venv ## ask, then remove the local database, queue, files and keys
	@$(LOCAL) reset $(ARGS)

# --- Checking -------------------------------------------------------------------------------------------------------

.PHONY: test
test: system-dev venv-dev ## all tests, browser tests included, on temporary servers (ARGS="-k …")
	@$(LOCAL) messages
	$(BIN)/pytest $(ARGS)

.PHONY: lint
lint: venv-dev ## style, imports between apps, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(SETTINGS_ONLY) $(BIN)/lint-imports
	@# The tool prints what it would change; only the names matter here. `make format` changes them.
	$(BIN)/djhtml --check --tabwidth 2 templates

.PHONY: format
format: venv-dev ## let the tools put style and templates right
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 templates

.PHONY: types
types: venv-dev ## mypy, strict, on everything
	$(SETTINGS_ONLY) $(BIN)/mypy .

.PHONY: shots
shots: system-dev venv-dev ## pictures of each page type at 360 and 1280 px in both languages
	@$(LOCAL) messages
	$(BIN)/python -m tests.browser.shots $(ARGS)

.PHONY: faults
faults: system-dev venv-dev ## kill workers, Redis and PostgreSQL under load, and count what is lost
	@$(LOCAL) messages
	$(BIN)/python -m tests.faults $(ARGS)

.PHONY: bench
bench: system-dev venv-dev ## the benchmarks, each beside a peer in the same run (ARGS=NAME for one)
	@$(LOCAL) messages
	$(BIN)/python -m benchmarks $(or $(ARGS),--all)

# --- Keeping up -----------------------------------------------------------------------------------------------------

.PHONY: messages
messages: system-dev venv-dev ## collect the texts to translate into locale/ (English is filled in by itself)
	@mkdir -p locale/id/LC_MESSAGES locale/en/LC_MESSAGES
	$(SETTINGS_ONLY) $(BIN)/python manage.py makemessages --locale id --locale en --no-wrap --add-location file \
		--ignore .venv --ignore .local --ignore tests --ignore benchmarks --ignore build --ignore staticfiles
	msgattrib --no-wrap --clear-fuzzy --empty locale/en/LC_MESSAGES/django.po | msgen --no-wrap - -o locale/en/LC_MESSAGES/django.po.new
	mv locale/en/LC_MESSAGES/django.po.new locale/en/LC_MESSAGES/django.po
	@$(LOCAL) messages

.PHONY: requirements
requirements: ## compile both requirements files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt

.PHONY: clean
clean: ## remove what tools left; data, keys and .venv stay
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov build
	find . -path ./.venv -prune -o -path ./.local -prune -o -name __pycache__ -type d -print0 | xargs -0 -r rm -rf
	find locale -name '*.mo' -delete 2>/dev/null || true
