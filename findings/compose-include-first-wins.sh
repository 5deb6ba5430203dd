#!/usr/bin/env bash
# Of two included files that describe one service, the first wins; of two files given with -f, the last.
# Seen on 2026-11-29 with Docker Compose 5.6.0 (module github.com/docker/compose/v5, built here with Go 1.26), no engine needed.
# Source of the rule: https://docs.docker.com/reference/compose-file/include/ (says that conflicts are reported as errors)
# Expected: an error for the conflict, or at least the order of -f, where later files override.
# Seen: no error and no warning: the first include wins for a single value, and the ports of both are kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
go mod init finding.invalid/compose >/dev/null 2>&1
go get -tool github.com/docker/compose/v5/cmd@v5.6.0 >/dev/null 2>&1
go build -o compose github.com/docker/compose/v5/cmd
config() { DOCKER_HOST=unix:///nowhere/docker.sock ./compose "$@"; }

printf "services: {web: {image: one, ports: [\"1:1\"]}}\n" > one.yaml
printf "services: {web: {image: two, ports: [\"2:2\"]}}\n" > two.yaml
printf "name: finding\ninclude: [one.yaml, two.yaml]\n" > compose.yaml
[ "$(config config --images 2> said.txt)" = one ]
[ ! -s said.txt ]
[ "$(config config | grep -c published)" = 2 ]
[ "$(config -p finding -f one.yaml -f two.yaml config --images)" = two ]
echo "still so"
