# One command for all checks: make check. The environment is made by the README's second command.
PYTHON ?= .venv/bin/python

.PHONY: check format-check lint types docs-check seed-check test fix docs benchmark

check: format-check lint types docs-check seed-check test

format-check:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

docs-check:
	$(PYTHON) -m cogapp --check -I docs README.md docs/*.md

seed-check:
	$(PYTHON) -m integration_db_cli seed check
	$(PYTHON) -m integration_db_cli seed schema --check data/schema
	$(PYTHON) -m integration_db_cli seed format data --check

test:
	$(PYTHON) -m pytest -n auto

fix:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) -c "from integration_db.database.tables import sqlite_schema; print(sqlite_schema(), end='')" > schema.tmp
	mv schema.tmp integration_db/database/schema.sql
	$(PYTHON) -c "from integration_db.export.feed_schema import fitted_schema_text; print(fitted_schema_text(), end='')" > schema.tmp
	mv schema.tmp integration_db/export/feed.schema.json
	$(PYTHON) -m integration_db_cli seed schema --write data/schema
	$(MAKE) docs

docs:
	$(PYTHON) docs/generate.py
	$(PYTHON) -m cogapp -r -I docs README.md docs/*.md

benchmark:
	$(PYTHON) -m benchmarks
