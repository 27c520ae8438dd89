# Everything that is done with this repository, one line each: make help
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
export PORT HOST

# The first interpreter that is new enough; PYTHON=... names another one.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo $$name; exit; fi; done; echo python3)
BOOTSTRAP = $(PYTHON) recruitment/demo/bootstrap.py
VENV = .venv/bin
# Half as many workers again as there are processors gains nothing: they share one database.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); \
	if [ "$$n" -gt 8 ]; then echo 8; else echo "$$n"; fi)
PYTEST = $(VENV)/python -m pytest
RANDOM_KEY = $$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(60))')
WITH_SERVERS = $(VENV)/python -m recruitment.demo.servers --

.PHONY: help run test check e2e pages drills bench bench-alerts bench-desk bench-eligibility bench-search bench-timing bench-lighthouse lock upgrade clean \
	python dev check-python check-types check-imports check-templates check-migrations \
	check-deploy check-security check-locks check-compose

help: ## lists these commands
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) \
		| while IFS='|' read -r command text; do printf '%-23s %s\n' "$$command" "$$text"; done

run: python ## starts the whole portal with demo data (PORT=8001 and HOST choose the address)
	@$(BOOTSTRAP) run

python:
	@command -v $(firstword $(PYTHON)) >/dev/null 2>&1 || { \
	echo "Python 3.11 or newer is needed and none was found. Install python3 (on Debian or" >&2; \
	echo "Ubuntu: apt-get install python3 python3-venv), then start again." >&2; exit 2; }

dev: python
	@$(BOOTSTRAP) dev

test: dev ## the whole test suite (ARGS="-k words" picks some)
	@$(PYTEST) -n $(WORKERS) $(ARGS)

check: dev ## lint, types, import rules, templates, migrations, settings, security, locks
	@$(MAKE) --keep-going check-python check-types check-imports check-templates \
		check-migrations check-deploy check-security check-locks check-compose
	@echo "All checks passed."

check-python:
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .

check-types:
	@$(VENV)/mypy .

check-imports:
	@$(VENV)/lint-imports

check-templates:
	@$(VENV)/djlint --quiet --lint templates

check-migrations:
	@DJANGO_SETTINGS_MODULE=recruitment.settings.local $(WITH_SERVERS) \
		$(VENV)/python -W error manage.py makemigrations --check --dry-run

check-deploy:
	@DJANGO_SETTINGS_MODULE=recruitment.settings.production BASE_URL=https://portal.example \
		ALLOWED_HOSTS=portal.example SECRET_KEY="$(RANDOM_KEY)" VERIFICATION_KEY="$(RANDOM_KEY)" \
		MET_DEVICE_SECRET="$(RANDOM_KEY)" SEALED_STORE_KEYS="$(RANDOM_KEY)" \
		CLAMAV_URL=tcp://127.0.0.1:3310 \
		$(VENV)/python manage.py check --deploy --fail-level WARNING

check-compose:
	@compose="docker compose"; $$compose version >/dev/null 2>&1 || compose=docker-compose; \
	$$compose version >/dev/null 2>&1 || { \
	echo "Docker Compose is not here, so docker-compose.yml was not validated." >&2; exit 0; }; \
	POSTGRES_PASSWORD=only-to-validate $$compose --file docker-compose.yml config >/dev/null

check-security:
	@$(VENV)/bandit --quiet --recursive --configfile pyproject.toml .

check-locks: python
	@$(BOOTSTRAP) lock --check

e2e: dev ## browser tests in Debian's chromium, in one order: they share one portal
	@command -v chromium >/dev/null 2>&1 || { \
	echo "The browser tests need Chromium. On Debian: apt-get install chromium" >&2; exit 2; }
	@$(PYTEST) -m e2e -p no:randomly $(ARGS)

pages: dev ## walks every page in every role: axe, vnu, width, script off (PICTURES=folder keeps pictures, ROLES=rowan,visitor picks people)
	@$(PYTEST) -m pages $(ARGS)

drills: dev ## fault drills against real processes (kill -9, Redis and PostgreSQL away, SMTP faults)
	@$(PYTEST) -m drill $(ARGS)

bench: bench-alerts bench-search bench-desk bench-eligibility bench-timing ## all measurements; they print and never fail a build

bench-alerts: dev ## an alert run over 10,000 saved searches and 200 new vacancies
	@$(PYTEST) -m bench tests/bench/test_alert_run.py $(ARGS)

bench-search: dev ## the public pages against a tiny project (needs wrk), 1,000 and 50,000 adverts
	@$(WITH_SERVERS) $(VENV)/python -m tests.bench.bench_search $(ARGS)

bench-desk: dev ## the desk against a tiny project (needs wrk), 1,000 and 100,000 applications
	@$(WITH_SERVERS) $(VENV)/python -m tests.bench.bench_desk $(ARGS)

bench-eligibility: dev ## measurements of the eligibility rules alone
	@$(VENV)/python -m tests.bench.bench_eligibility $(ARGS)

bench-timing: dev ## whether the time of an answer says what the answer does not (dead links, accounts)
	@$(PYTEST) -m bench tests/bench/test_timing.py $(ARGS)

bench-lighthouse: dev ## Lighthouse over the public pages, three rounds each
	@$(VENV)/python -m tests.bench.bench_lighthouse $(ARGS)

lock: python ## writes requirements/*.txt again from pyproject.toml
	@$(BOOTSTRAP) lock

upgrade: python ## the same with the newest versions that pyproject.toml allows
	@$(BOOTSTRAP) lock --upgrade

clean: python ## removes all that was made: environment, packages, built files and demo data
	@$(BOOTSTRAP) clean
