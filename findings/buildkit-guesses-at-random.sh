#!/usr/bin/env bash
# BuildKit's "did you mean" for an unknown instruction changes from one build of the same Dockerfile to the next.
# Seen on 2026-11-29 with github.com/moby/buildkit v0.34.2 (Go module), Go 1.26.8.
# Source of the rule: frontend/dockerfile/instructions/parse.go, `allInstructionNames`: the names are read from a Go map,
# and util/suggest/error.go, `Search`, keeps the first of the nearest.
# Expected: one Dockerfile, one message, so that a log can be compared with the last one and a message can be looked up.
# Seen: where two instructions are as near (`ADG`: ADD and ARG), the map's order of that moment decides.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func main() {
	for range 300 {
		read, err := parser.Parse(strings.NewReader("FROM scratch\nADG app /app\n"))
		if err == nil {
			_, _, err = instructions.Parse(read.AST, nil)
		}
		fmt.Println(err)
	}
}
GO
{
  go mod init finding
  go get github.com/moby/buildkit@v0.34.2
  go mod tidy
} 2> setup.txt || { cat setup.txt >&2; exit 1; }
go run . | sort | uniq -c > said.txt
cat said.txt
grep -q 'unknown instruction: ADG (did you mean ADD?)' said.txt
grep -q 'unknown instruction: ADG (did you mean ARG?)' said.txt
[ "$(wc -l < said.txt)" = 2 ]
echo "still so"
