.PHONY: help setup run test services-test check bench pins
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install what running needs, and nothing else
	@sh scripts/setup.sh run

run: setup ## start everything on http://127.0.0.1:8000 (PORT=8001 make run: on another port)
	@. scripts/env.sh; exec $(PYTHON) -u -W ignore manage.py up

test: ## install what tests need, and run them all (ARGS="tests/walls -x": some of them)
	@sh scripts/setup.sh test
	@. scripts/env.sh; $(PYTHON) -W ignore manage.py build_fonts && exec $(PYTHON) -m pytest -n auto $(ARGS)

services-test: ## the same tests on PostgreSQL and Redis (DATABASE_URL and REDIS_URL, else local servers)
	@sh scripts/setup.sh test
	@. scripts/env.sh; $(PYTHON) -W ignore manage.py build_fonts && exec $(PYTHON) scripts/services.py $(PYTHON) -m pytest -n auto $(ARGS)

check: ## style, types, layers, migrations, deployment settings, templates
	@sh scripts/setup.sh test
	@. scripts/env.sh; sh scripts/check.sh

bench: ## fill 1,000 and 10,000 loops, and print queries and CPU time a request; compose and plan beside a solver
	@sh scripts/setup.sh test
	@. scripts/env.sh; $(PYTHON) -m bench && $(PYTHON) -m bench.composing && exec $(PYTHON) -m bench.planning

pins: setup ## compile requirements*.txt anew from requirements*.in
	@sh scripts/pins.sh
