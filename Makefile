# Everything a county needs; "make" alone explains.
# Needs python3 (3.11 or newer) and make; the rest is installed into .venv.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python -m pipeline $(if $(PROJECT),--project "$(PROJECT)")

# LANGUAGE is gettext's, too: only the one given to make names the language of a translation.
ifeq ($(origin LANGUAGE),command line)
unexport LANGUAGE
TARGET_LANGUAGE := --language "$(LANGUAGE)"
endif

.DEFAULT_GOAL := help
.PHONY: help invitations catalogues draft models approve withdraw keep release status languages \
	letterhead test bench clean

help: ## diese Übersicht
	@printf '\nAus einem deutschen Text werden Einladungen in vielen Sprachen.\n\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@printf '\nAnderer Projektordner: make invitations PROJECT=/pfad/zum/ordner\n'
	@printf 'Anleitungen: docs/anleitung-pressestelle.md, docs/anleitung-uebersetzung.md\n\n'

invitations: $(VENV)/run ## alles: Kataloge abgleichen, Einladungen nach build/ schreiben
	@$(RUN) invitations

catalogues: $(VENV)/run ## nur die Kataloge in locale/ mit dem Deutschen abgleichen
	@$(RUN) catalogues

draft: $(VENV)/run ## Kataloge abgleichen und entwerfen, was noch nicht übersetzt ist
	@$(RUN) draft $(if $(AGAIN),--again)

models: $(VENV)/run ## einmal: Übersetzungsmodelle für die eigenen Sprachen holen (Netz nötig)
	@$(RUN) models install $(if $(FROM),--from "$(FROM)") $(LANGUAGES)

approve: $(VENV)/run ## unterschreiben: LANGUAGE=ar DOCUMENT=… BY="Name, Stelle"
	@$(RUN) approve $(TARGET_LANGUAGE) --document "$$DOCUMENT" --by "$$BY"

withdraw: $(VENV)/run ## eine Unterschrift zurückziehen: LANGUAGE= DOCUMENT= BY= REASON=
	@$(RUN) withdraw $(TARGET_LANGUAGE) --document "$$DOCUMENT" --by "$$BY" --reason "$$REASON"

keep: $(VENV)/run ## Übersetzungen behalten, deren Deutsch sich kaum geändert hat: DOCUMENT=…
	@$(RUN) keep "$$DOCUMENT" $(TARGET_LANGUAGE) \
		$(if $(YES),--yes --by "$$BY" --reason "$$REASON")

release: $(VENV)/run ## prüfen, ob alles hinaus darf: LANGUAGES="ar uk" DOCUMENT=… (sonst alles)
	@$(RUN) release $(LANGUAGES) $(if $(DOCUMENT),--document "$(DOCUMENT)")

status: $(VENV)/run ## zeigen, was veröffentlichbar, Entwurf oder unvollständig ist
	@$(RUN) status

languages: $(VENV)/run ## alle Sprachen und ihre Kürzel
	@$(RUN) languages

letterhead: $(VENV)/run ## die Word-Vorlage zum Anpassen nach content/ kopieren
	@$(RUN) letterhead

test: $(VENV)/test ## Typen, Stil und alle Tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/python -m pytest -n auto -q

bench: $(VENV)/test ## Geschwindigkeit, verglichen mit dem, was es sonst gibt
	@$(VENV)/bin/python -m tools.bench

clean: ## build/ und .venv löschen; content/ und locale/ bleiben
	rm -rf build $(VENV)

# The environments are made again when the pinned versions change.
$(VENV)/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Es wird Python 3.11 oder neuer gebraucht (PYTHON=python3.12 make …).'; exit 1; }
	@echo 'Richte die Umgebung ein (einmalig, etwa eine Minute) …'
	@$(PYTHON) -m venv $(VENV) \
		|| { echo 'Auf Debian und Ubuntu fehlt dazu: sudo apt install python3-venv'; exit 1; }
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/run
	@echo 'Richte die Werkzeuge für die Tests ein …'
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-test.txt
	@touch $@
