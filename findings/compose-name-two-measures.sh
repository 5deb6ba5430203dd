#!/usr/bin/env bash
# A project name with capitals is refused on the command line and silently changed in the file.
# Seen on 2026-11-29 with Docker Compose 5.6.0 (module github.com/docker/compose/v5, built here with Go 1.26), no engine needed.
# Source of the rule: https://docs.docker.com/reference/compose-file/version-and-name/
# Expected: one rule for a name, wherever it is given: refused in both places, or changed in both.
# Seen: `-p My.App` is an error; `name: My.App` becomes `myapp`, and with it the names of networks and volumes, with no message.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
go mod init finding.invalid/compose >/dev/null 2>&1
go get -tool github.com/docker/compose/v5/cmd@v5.6.0 >/dev/null 2>&1
go build -o compose github.com/docker/compose/v5/cmd
config() { DOCKER_HOST=unix:///nowhere/docker.sock ./compose "$@"; }

printf "name: My.App\nservices: {a: {image: alpine}}\nvolumes: {data: }\n" > compose.yaml
[ "$(config config 2> said.txt | head -n 1)" = "name: myapp" ]
[ ! -s said.txt ]
if config -p My.App config > out.txt 2>&1; then echo "accepted now"; exit 1; fi
grep -q "invalid project name \"My.App\"" out.txt
echo "still so"
