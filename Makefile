# The commands of the project. `make check` is what CI runs.

.PHONY: build check test generate golden train bench

build:
	go build -o isnad ./cmd/isnad

# Everything that must hold before a commit lands.
check:
	test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go generate ./...
	git diff --exit-code -- internal/lexicon/lexicon.bin
	go test -race -timeout 30m ./...

test:
	go test ./...

# Rebuild the embedded lexicon after a change in data/.
generate:
	go generate ./...

# Rewrite the quality golden after a change in coding; read the diff like code.
golden:
	go test ./internal/eval -run Quality -update -timeout 30m

# Fit the scorers on the gold beside the checkout.
train:
	go run ./cmd/isnad train --gold ../shared/gold

bench:
	go test ./internal/pipeline -run '^$$' -bench . -cpu 1
