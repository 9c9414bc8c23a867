module github.com/isnad/isnad/bench/peers

go 1.26.0

require (
	github.com/blevesearch/snowballstem v0.9.0
	github.com/isnad/isnad v0.0.0
	github.com/markusmobius/go-dateparser v1.4.7
	github.com/pemistahl/lingua-go v1.4.0
)

require (
	github.com/markusmobius/go-dateutil/v2 v2.9.1 // indirect
	github.com/shopspring/decimal v1.3.1 // indirect
	github.com/tetratelabs/wazero v1.12.0 // indirect
	github.com/wasilibs/go-re2 v1.12.0 // indirect
	github.com/wasilibs/wazero-helpers v0.0.0-20250123031827-cd30c44769bb // indirect
	golang.org/x/exp v0.0.0-20260908205506-85c1c2202aba // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	google.golang.org/protobuf v1.31.0 // indirect
)

replace github.com/isnad/isnad => ../..
