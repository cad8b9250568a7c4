# Everything a contributor needs: `make test` proves all, `make bench` measures.
GO ?= go

.PHONY: test lint unit cross bench stages lighthouse fuzz soak torture

# test is all that CI runs.
test: tools lint unit cross

# tools installs or names what the tests lack.
.PHONY: tools
tools:
	@bash .ci/tools

lint:
	@unformatted=$$(gofmt -l generator templates); test -z "$$unformatted" || { echo "gofmt would change: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# unit lets four tests that wait for a browser wait at once, and the collector
# wait for more than it does by default: tests end soon.
unit:
	GOGC=400 $(GO) test -timeout 20m -parallel 4 ./...

# cross shows that the program compiles for the systems it is published for.
cross:
	@for target in linux/amd64 linux/arm64 darwin/arm64 windows/amd64; do \
		echo "compile for $$target"; \
		CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) build -o /dev/null ./generator || exit 1; \
	done

# bench measures Fangzhi beside its peers, on 1,000 and 10,000 notes beside all
# of them and on 100,000 beside the limit probe only, and writes the results to
# generator/bench/RESULTS.md. It needs Node and Chromium, takes about 25 minutes
# on two cores that do nothing else, and goes on where it was if it was stopped.
# Let five minutes pass after tests: ext4 without a journal makes files several
# times as slowly for as long after many were removed.
bench:
	$(GO) run ./generator/bench --notes 1000,10000,100000 --rounds 2,2,1 --write

# stages runs the benchmarks of all packages, and compares them with the last
# time by benchstat.
stages:
	$(GO) run ./generator/bench stages

# lighthouse holds that pages have the full score. It wants a quiet machine.
lighthouse: tools
	npm ci --prefix .ci/npm --ignore-scripts --no-audit --no-fund
	$(GO) test ./generator -run Lighthouse -lighthouse -v -count 1

# soak makes 10,000 random edits and compares each build with a clean one.
soak:
	for seed in 2 3 4 5; do \
		$(GO) test ./generator/build -run Incremental -edits 2500 -seed $$seed -timeout 4h || exit 1; \
	done

# torture kills builds at random instants and looks at what is left.
torture:
	$(GO) test ./generator/build -run 'Torture|FullDisk|Damaged' -kills 300 -timeout 1h

# fuzz looks for inputs that break the readers. Minimizing is off: it stalls.
fuzz:
	$(GO) test ./generator/edtf -run '^$$' -fuzz '^FuzzParse$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/edtf -run '^$$' -fuzz '^FuzzRelations$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/query -run '^$$' -fuzz '^FuzzParse$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/bibliography -run '^$$' -fuzz '^FuzzParseBibTeX$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/bibliography -run '^$$' -fuzz '^FuzzParseCSLJSON$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/bibliography -run '^$$' -fuzz '^FuzzParseCluster$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/markdown -run '^$$' -fuzz '^FuzzConvert$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/mathml -run '^$$' -fuzz '^FuzzConvert$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/schema -run '^$$' -fuzz '^FuzzDecode$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/media -run '^$$' -fuzz '^FuzzProbe$$' -fuzztime 1m -fuzzminimizetime 1x
	$(GO) test ./generator/media -run '^$$' -fuzz '^FuzzScale$$' -fuzztime 1m -fuzzminimizetime 1x