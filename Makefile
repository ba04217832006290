# `make run` shows the demo city, `make test` runs the whole suite, `make help` names the rest.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check release-check one browser clean help

run: .venv/run ## serve the demo city on http://127.0.0.1:5000
	@$(BIN)/neighbourhood start

test: .venv/test browser ## run the whole suite, on SQLite, PostgreSQL and in Chromium
	@$(BIN)/neighbourhood languages compile
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: .venv/test ## hold style, types, sizes and directions, in about a minute
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/neighbourhood languages compile
	@$(BIN)/python -m pytest -n 2 --dist loadgroup tests/contracts -k "not wall"

release-check: check ## the same, and every offered language whole
	@$(BIN)/neighbourhood languages check

one: .venv/test ## run one test, file or folder: make one TEST=tests/places
	@$(BIN)/neighbourhood languages compile
	@$(BIN)/python -m pytest -n 0 $(TEST)

# Chromium: the machine's own, else the one Playwright has, else Debian's package where we may install it.
browser: .venv/test
	@$(BIN)/python -m tests.browser.find || true

.venv/run: setup.cfg constraints.txt
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch .venv/run

.venv/test: .venv/run
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch .venv/test

clean: ## take the environment and the demo city away
	rm -rf .venv instance

help: ## show these lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 22
