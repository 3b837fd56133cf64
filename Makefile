# Everything a county needs; "make" alone explains.
# Needs python3 (3.11 or newer) and make; the rest is installed into .venv.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python -m pipeline $${GIVEN_PROJECT:+--project="$$GIVEN_PROJECT"}

# What is given to make, and only that (LANGUAGE is gettext's, too), reaches the commands by the
# environment as GIVEN_…: neither make nor the shell reads anything in it.
NAMES := AGAIN BY DOCUMENT FILE FROM INDEX KIND LANGUAGE LANGUAGES NAME PROJECT REASON UPDATE UPGRADE YES
define take
ifeq ($$(origin $(1)),command line)
unexport $(1)
export GIVEN_$(1) := $$(value $(1))
else
export GIVEN_$(1) :=
endif
endef
$(foreach name,$(NAMES),$(eval $(call take,$(name))))

COMMA := ,
# $(call needs,NAMES,EXAMPLE): ends the recipe when something is missing.
missing = $(strip $(foreach name,$(1),$(if $(GIVEN_$(name)),,$(name)=…)))
needs   = $(if $(missing),@printf 'Es fehlt: %s\nBeispiel: make %s %s\n' '$(missing)' '$@' '$(2)' >&2; exit 2)

# $(call agreed,NAME): whether it says yes; $(call yes_or_nothing,NAME): ends where it says neither.
agreed         = $(filter 1 ja yes,$(GIVEN_$(1)))
yes_or_nothing = $(if $(GIVEN_$(1)),$(if $(agreed),,@printf '%s=%s verstehe ich nicht. Schreiben Sie %s=1 für ja; für nein lassen Sie es weg.\n' $(1) "$$GIVEN_$(1)" $(1) >&2; exit 2))

.DEFAULT_GOAL := help
.PHONY: help new invitations catalogues draft models evaluate approve withdraw keep release status languages \
	letterhead fonts test bench bench-large lock clean

help: ## diese Übersicht
	@printf '\nAus einem deutschen Text werden Einladungen in vielen Sprachen.\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@printf '\nAnderer Projektordner: make invitations PROJECT=/pfad/zum/ordner\n'
	@printf 'Anleitungen: docs/anleitung-pressestelle.md, docs/anleitung-uebersetzung.md\n\n'

new: $(VENV)/run ## ein Beispiel zum Ändern: KIND=invitation NAME=sommerfest (nur PROJECT=: ein ganzer Ordner)
	$(if $(GIVEN_PROJECT)$(GIVEN_KIND),,$(call needs,KIND NAME,KIND=invitation NAME=sommerfest))
	$(if $(GIVEN_KIND),$(call needs,NAME,KIND=invitation NAME=sommerfest))
	@$(RUN) new $${GIVEN_KIND:+--kind="$$GIVEN_KIND"} $${GIVEN_NAME:+--name="$$GIVEN_NAME"}

invitations: $(VENV)/run ## alles: Kataloge abgleichen, Einladungen nach build/ schreiben
	@$(RUN) invitations

catalogues: $(VENV)/run ## nur die Kataloge in locale/ mit dem Deutschen abgleichen
	@$(RUN) catalogues

draft: $(VENV)/run ## Kataloge abgleichen und entwerfen, was noch nicht übersetzt ist
	$(call yes_or_nothing,AGAIN)
	@$(RUN) draft $(if $(call agreed,AGAIN),--again)

models: $(VENV)/run ## einmal: Übersetzungsmodelle für die eigenen Sprachen holen (Netz nötig)
	$(call yes_or_nothing,UPDATE)
	@$(RUN) models install $(if $(call agreed,UPDATE),--update) $${GIVEN_FROM:+--from="$$GIVEN_FROM"} \
		$${GIVEN_INDEX:+--index="$$GIVEN_INDEX"} -- $${GIVEN_LANGUAGES:+"$$GIVEN_LANGUAGES"}

evaluate: $(VENV)/run ## wie gut die Modelle Ihre geprüften Texte treffen, und ob ein anderes besser wäre
	@$(RUN) evaluate $${GIVEN_FILE:+"$$GIVEN_FILE"}

approve: $(VENV)/run ## unterschreiben: LANGUAGE=ar DOCUMENT=… BY="Name, Stelle"
	$(call needs,LANGUAGE DOCUMENT BY,LANGUAGE=ar DOCUMENT=sommerfest BY="Name$(COMMA) Stelle")
	@$(RUN) approve --language="$$GIVEN_LANGUAGE" --document="$$GIVEN_DOCUMENT" --by="$$GIVEN_BY"

withdraw: $(VENV)/run ## eine Unterschrift zurückziehen: LANGUAGE= DOCUMENT= BY= REASON=
	$(call needs,LANGUAGE DOCUMENT BY REASON,LANGUAGE=ar DOCUMENT=sommerfest BY="Name" REASON="Falscher Titel")
	@$(RUN) withdraw --language="$$GIVEN_LANGUAGE" --document="$$GIVEN_DOCUMENT" \
		--by="$$GIVEN_BY" --reason="$$GIVEN_REASON"

keep: $(VENV)/run ## Übersetzungen behalten, deren Deutsch sich kaum geändert hat: DOCUMENT=…
	$(call needs,DOCUMENT,DOCUMENT=sommerfest)
	$(call yes_or_nothing,YES)
	$(if $(call agreed,YES),$(call needs,BY REASON,DOCUMENT=sommerfest YES=1 BY="Name" REASON="Tippfehler"))
	@$(RUN) keep $${GIVEN_LANGUAGE:+--language="$$GIVEN_LANGUAGE"} \
		$(if $(call agreed,YES),--yes --by="$$GIVEN_BY" --reason="$$GIVEN_REASON") -- "$$GIVEN_DOCUMENT"

release: $(VENV)/run ## nach site/ schreiben, was hinaus darf; prüfen: LANGUAGES="ar uk" DOCUMENT=…
	@$(RUN) release $${GIVEN_DOCUMENT:+--document="$$GIVEN_DOCUMENT"} -- $${GIVEN_LANGUAGES:+"$$GIVEN_LANGUAGES"}

status: $(VENV)/run ## zeigen, was veröffentlichbar, Entwurf oder unvollständig ist
	@$(RUN) status

languages: $(VENV)/run ## alle Sprachen und ihre Kürzel
	@$(RUN) languages

letterhead: $(VENV)/run ## die Word-Vorlage zum Anpassen nach content/ kopieren
	@$(RUN) letterhead

fonts: $(VENV)/run ## Schriften einzelner Sprachen noch einmal holen, falls eine gefehlt hat
	@$(FONTS)

test: $(VENV)/test ## Typen, Stil und alle Tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/python -m pytest -n auto -q

bench: $(VENV)/test ## Geschwindigkeit, verglichen mit dem, was es sonst gibt
	@$(VENV)/bin/python -m tools.bench

bench-large: $(VENV)/test ## dasselbe für das, was lange dauert: Prüfungen in Menge, maschinelle Übersetzung
	@$(VENV)/bin/python -m tools.bench --large

lock: $(VENV)/test ## gepinnte Versionen aus pyproject.toml neu schreiben (UPGRADE=1: die neuesten)
	$(call yes_or_nothing,UPGRADE)
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/python -m tools.lock $(if $(call agreed,UPGRADE),--upgrade)

clean: ## build/, site/ und .venv löschen; content/ und locale/ bleiben
	rm -rf build site $(VENV)

PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

# Each package of requirements-fonts.txt for itself: one that cannot be had must not keep the
# others back. A run names the languages that it cannot draw.
define FONTS
for font in $$(awk '/^[^ #]/ {print $$1}' requirements-fonts.txt); do \
	awk -v font="$$font" '/^[^ #]/ {here = $$1 == font} here' requirements-fonts.txt >$(VENV)/font.txt; \
	$(PIP) -r $(VENV)/font.txt \
		|| echo "Ohne die Schrift aus $$font geht es weiter; „make fonts“ versucht es noch einmal."; \
done; rm -f $(VENV)/font.txt
endef

# The environments are made again when the pinned versions change.
$(VENV)/run: requirements.txt requirements-fonts.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Es wird Python 3.11 oder neuer gebraucht (PYTHON=python3.12 make …).'; exit 1; }
	@echo 'Richte die Umgebung ein (einmalig, etwa eine Minute) …'
	@$(PYTHON) -m venv $(VENV) \
		|| { $(PYTHON) -c 'import ensurepip' 2>/dev/null \
			|| echo 'Auf Debian und Ubuntu fehlt dazu: sudo apt install python3-venv'; exit 1; }
	@$(PIP) -r requirements.txt
	@$(FONTS)
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/run
	@echo 'Richte die Werkzeuge für die Tests ein …'
	@$(PIP) -r requirements-test.txt
	@touch $@
