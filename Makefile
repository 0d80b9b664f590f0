# SpecKit Ticketing. `make run` starts everything, `make test` tries everything, `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
export CGO_ENABLED ?= 0

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GO      := go
BUILD    = $(GO) build -trimpath -ldflags "-s -w -X github.com/speckit/ticketing/internal/app.Version=$(VERSION)"
SEED    ?=
STEPS   ?=

.PHONY: check-web e2e-parts e2e-web bench-web kafka redis help run web dev build test check gen verify sim e2e bench demo fmt clean deploy-check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

# Without Node, or the packages, the binary has a page that says so in place of the web.
run: ## build and start everything in one process at http://localhost:8080, with demo data
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory web || echo "the web was not built (see above): pages are missing, the API is all there" >&2
	@$(MAKE) --no-print-directory build
	@sh scripts/postgres.sh >/dev/null && exec env SPECKIT_DEMO=1 bin/speckit serve

web: $(if $(wildcard web/package.json),web/out/index.html) ## build the web into web/out, which every build of Go afterwards puts into the binary

web/node_modules/.package-lock.json: web/package-lock.json
	@cd web && npm ci --no-audit --no-fund

WEB_SOURCES = $(shell find web -type d \( -name node_modules -o -name out -o -name .next -o -name e2e \) -prune -o -type f -not -name '*.go' -not -name '*.tsbuildinfo' -not -name next-env.d.ts -print)
web/out/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	@cd web && npm run build && node pack.mjs && touch out/index.html

dev: web/node_modules/.package-lock.json ## work on it: pages at http://localhost:3000, the server behind them, both anew with every change
	@sh scripts/postgres.sh >/dev/null && exec sh scripts/dev.sh

build: ## build bin/speckit, with the web if it was built
	@$(BUILD) -o bin/speckit ./cmd/speckit

# Two runs: everything that is concurrent under the race detector, the simulation (one goroutine, much arithmetic) without it.
test: build e2e-parts ## rules, commands, contract suites on real stores, simulation, scenarios against the built binary
	@sh scripts/cc.sh
	@CGO_ENABLED=1 $(GO) test -race $$($(GO) list ./... | grep -v -e /test/sim -e /test/e2e) && \
	$(GO) test ./test/sim && \
	$(GO) test -timeout 25m ./test/e2e

check: bin/tools/golangci-lint bin/tools/gofumpt ## format and lint
	@out="$$(bin/tools/gofumpt -l cmd contracts internal test web/*.go)"; if [ -n "$$out" ]; then echo "not formatted (make fmt):"; echo "$$out"; exit 1; fi
	@$(GO) vet ./... && bin/tools/golangci-lint run ./...

check-web: web/node_modules/.package-lock.json ## types, format and lint of the web, its components' tests, and whether its types of the API are fresh
	@cd web && npm run --silent check && npm test --silent && npm run --silent gen && \
	{ git diff --exit-code -- lib/api/schema.d.ts || { echo "web/lib/api/schema.d.ts is stale: run npm run gen in web and commit"; exit 1; }; }

fmt: bin/tools/gofumpt ## format the Go code
	@bin/tools/gofumpt -l -w cmd contracts internal test web/*.go

gen: build bin/tools/sqlc ## write what is generated: queries, docs/config.md, docs/events.md, contracts/openapi
	@for f in internal/*/*pg/sqlc.yaml; do (cd "$$(dirname "$$f")" && "$(CURDIR)/bin/tools/sqlc" generate) || exit 1; done
	@mkdir -p docs && env -i PATH="$$PATH" HOME="$$HOME" bin/speckit config > docs/config.md
	@env -i PATH="$$PATH" HOME="$$HOME" bin/speckit events > docs/events.md
	@env -i PATH="$$PATH" HOME="$$HOME" bin/speckit openapi contracts/openapi

verify: gen ## fail when something generated is stale
	@git diff --exit-code -- docs/config.md docs/events.md contracts/openapi ':(glob)internal/**/*sql/*.go' || { echo "generated files are stale: run make gen and commit"; exit 1; }

sim: ## the simulation; SEED= runs one seed, STEPS= sets its length
	@SIM_SEED="$(SEED)" SIM_STEPS="$(STEPS)" $(GO) test -count=1 -v -run TestSimulation ./test/sim

# What the tests start beside the binary is found or installed first. KAFKA_OUTAGE= and CRASHES= make more of it, or less.
e2e: build e2e-parts ## scenarios, crashes and faults against the built binary: all in one, and a process per service
	@$(GO) test -count=1 -v -timeout 30m ./test/e2e

e2e-parts:
	@$(BUILD) -tags faults -o bin/speckit-faults ./cmd/speckit
	@for part in postgres kafka redis caddy kcat; do sh scripts/$$part.sh >/dev/null || exit 1; done

PLAYWRIGHT = sh scripts/postgres.sh >/dev/null && browser="$$(sh scripts/chromium.sh)" && cd web && CHROMIUM="$$browser" npx playwright test -c e2e

# JOURNEYS= names files to run alone, such as JOURNEYS=race.
e2e-web: web ## journeys of buyers, the house and the door in a real browser against the built binary; what stays of it is in .cache/e2e-web
	@$(MAKE) --no-print-directory build
	@$(PLAYWRIGHT) $(JOURNEYS)

bench-web: web ## measures of the web alone, on a quiet machine: the map of 60,000 seats, what travels, Lighthouse (about a minute)
	@$(MAKE) --no-print-directory build
	@$(PLAYWRIGHT) --project=measures --no-deps

bench: build ## holds, purchases, check-ins and joins per second over the real HTTP API (about two minutes); a place among a million
	@sh scripts/postgres.sh >/dev/null && $(GO) run ./test/bench
	@$(GO) test -run xxx -bench Ahead ./internal/waitlist/waitlistpg

kafka: ## start an Apache Kafka broker on loopback, for development (KAFKA_PORT, 9092)
	@exec sh scripts/kafka.sh serve
redis: ## run a Redis on loopback, in the foreground, for REDIS_URL=redis://localhost:6379 (REDIS_PORT= is another port)
	@server="$$(sh scripts/redis.sh)" && exec "$$server" --port "$${REDIS_PORT:-6379}" --bind 127.0.0.1 --save "" --appendonly no

demo: build ## load the demo data into ./data and print its sign-ins
	@sh scripts/postgres.sh >/dev/null && bin/speckit demo

# Not kept from run to run: the Caddyfile and the templates are read by others than the tests, so go cannot see that they changed.
deploy-check: bin/tools/gofumpt ## check deploy/ without a container engine: the Caddyfile by a real Caddy, Compose, the Helm chart, the Dockerfile
	@out="$$(bin/tools/gofumpt -l tools/deploy)"; if [ -n "$$out" ]; then echo "not formatted:"; echo "$$out"; exit 1; fi
	@sh scripts/caddy.sh >/dev/null && cd tools/deploy && $(GO) test -count=1 -vet=all ./...

bin/tools/golangci-lint: tools/lint/go.mod
	@echo "building golangci-lint (once)" >&2; cd tools/lint && $(GO) build -o ../../bin/tools/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint

bin/tools/gofumpt: tools/gofumpt/go.mod
	@cd tools/gofumpt && $(GO) build -o ../../bin/tools/gofumpt mvdan.cc/gofumpt

bin/tools/sqlc: tools/sqlc/go.mod
	@echo "building sqlc (once, about two minutes)" >&2; sh scripts/cc.sh && cd tools/sqlc && CGO_ENABLED=1 $(GO) build -o ../../bin/tools/sqlc github.com/sqlc-dev/sqlc/cmd/sqlc

clean: ## remove what was built (data/ stays)
	@rm -rf bin .cache web/out web/.next
