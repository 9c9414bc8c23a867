# The commands of the project. `make check` is what CI runs.

.PHONY: test-firefox bench-views build install check format vet fresh test test-long test-kill golden generate train bench bench-warc bench-store bench-scale bench-workers soak vulnerabilities test-cluster test-cuts peers fuzz fuzz-calls

build:
	go build -o isnad ./cmd/isnad

install:
	go install ./cmd/isnad

# Everything that must hold before a commit lands.
check: format vet fresh test test-long

format:
	@bad=$$(gofmt -l .); test -z "$$bad" || { echo "not formatted, run gofmt -w:"; echo "$$bad"; exit 1; }

vet:
	go vet ./...
	go tool staticcheck ./...

# The embedded lexicon is what data/ compiles to; go generate leaves no difference.
fresh:
	@cp internal/lexicon/lexicon.bin "$${TMPDIR:-/tmp}/lexicon.before"
	go generate ./...
	@cmp internal/lexicon/lexicon.bin "$${TMPDIR:-/tmp}/lexicon.before" || { echo "internal/lexicon/lexicon.bin was stale; it is rebuilt now, commit it"; exit 1; }

test:
	go test -race -timeout 30m ./...

# What the race detector makes too slow, or falsifies: training, times. Training takes
# ten minutes and 14 GB, where it limits itself.
test-long:
	go test -timeout 30m ./internal/train ./internal/pipeline ./internal/lexicon ./internal/article ./cmd/isnad

# Twenty runs of isnad watch, killed at any moment; make test kills three.
test-kill:
	go test ./cmd/isnad -run KilledWatch -v -kills 20

# Three servers of the queue, PostgreSQL and four workers on this machine, kill -9 of
# any of them, 20 runs: an hour or more. make test takes one small run on one server.
test-cluster:
	go test ./cmd/isnad -run 'TestCluster$$' -v -cluster-runs 20 -cluster-docs 50000 -timeout 24h

# Cuts connections of the queue's nodes and of workers, in networks of their own; as root.
test-cuts:
	go test -c -o $(or $(TMPDIR),/tmp)/isnad-cuts.test ./cmd/isnad
	cd cmd/isnad && unshare --net $(or $(TMPDIR),/tmp)/isnad-cuts.test -test.run NetworkCuts -test.v -cuts 20 -cut-docs 40000 -test.timeout 6h

# Debian's Firefox opens every page, by WebDriver BiDi; make test takes Chromium.
test-firefox:
	npm ci --prefix web-test
	ISNAD_LONG=1 go test ./cmd/isnad -run Firefox -v

# Rebuild the embedded lexicon after a change in data/.
generate:
	go generate ./...

# Rewrite the golden files after a change in coding, the scorers first, with which the
# others are written; read the diff like code.
golden:
	go test ./internal/train -run Quality -update -timeout 30m
	go test . -run Readme -update
	go test ./internal/explain -run 'Rows|InOtherWords' -update
	go test ./internal/export -run Others -update
	go test ./internal/nlpeval -update
	go test ./bench/pages -update
	go test ./internal/pipeline -run Decisions -update

# Fit the scorers on the gold beside the checkout.
train:
	go run ./cmd/isnad train --gold ../shared/gold

bench:
	go test ./internal/pipeline ./internal/lexicon ./internal/article ./internal/story -run '^$$' -bench . -cpu 1

# What others do on the same data, in one run (bench/peers/README.md). Needs the data
# beside the checkout and, for words and conjugation, hunspell and hunspell-ar.
peers:
	cd bench/peers && go run ./language
	cd bench/peers && go run ./words
	cd bench/peers && go run ./dates
	cd bench/peers && go run ./pages
	go test ./internal/paradigm -run Hunspell -count 1 -v

# A million events: add, ask, export; then a writer killed twenty times. Minutes; not in check.
bench-store:
	go run ./bench/store
	ISNAD_LONG=1 go test ./internal/store -run 'Killed|TwoProcesses' -v

# A store of a million events, and every kind of page of it in both languages: minutes.
# VIEWS keeps the store for the next time.
VIEWS ?= $(or $(TMPDIR),/tmp)/isnad-views
bench-views:
	mkdir -p $(VIEWS)
	go build -o $(VIEWS)/isnad ./cmd/isnad
	go run ./bench/store -stories -dir $(VIEWS) -isnad $(VIEWS)/isnad
	go run ./bench/views -isnad $(VIEWS)/isnad -store $(VIEWS)/store

# What an article costs engine, queue and sink; then plans simulated with these costs.
bench-scale:
	go run ./bench/scale
	go run ./bench/scale -simulate

# Two workers against one, engine and sink apart. Run it when the machine is quiet:
# its bar, 1.7 times, is by the clock.
bench-workers:
	go run ./bench/scale -workers -n 4000

# An hour of watch, queue, worker and serve under load: memory, goroutines, open
# files and the time of a page must stay as they are. FOR=10m makes it short.
FOR ?= 1h
soak:
	go run ./bench/soak -for $(FOR)

# Known faults of what the program links; asks vuln.go.dev.
vulnerabilities:
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

# Ten thousand malformed calls and queries; CI makes a few hundred.
fuzz-calls:
	ISNAD_LONG=1 go test ./internal/web -run Malformed -v

# Each fuzz target for a quarter of a minute.
fuzz:
	@for p in $$(go list ./...); do \
		for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$p $$f"; go test $$p -run '^$$' -fuzz "^$$f$$" -fuzztime 15s || exit 1; \
		done; \
	done

# A web archive of 20,000 synthetic articles, read alone and coded end to end: rates and memory.
bench-warc:
	go run ./bench/warc
