# Two commands: `make run` shows the demo city, `make test` runs the whole suite.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test browser clean

run: .venv/run
	@$(BIN)/neighbourhood start

test: .venv/test browser
	@$(BIN)/neighbourhood languages compile
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

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

clean:
	rm -rf .venv instance
