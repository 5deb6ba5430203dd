#!/usr/bin/env bash
# A named volume of one letter is read as a drive of Windows, on Linux too, and the declared volume vanishes.
# Seen on 2026-11-29 with Docker Compose 5.6.0 (module github.com/docker/compose/v5, built here with Go 1.26), no engine needed.
# Source of the rule: https://docs.docker.com/reference/compose-file/services/#volumes (short syntax: SOURCE:TARGET)
# Expected: `d:/data` mounts the volume `d`, which the file declares, at /data; `dd:/data` does.
# Seen: the target is `d:/data` with no source, and `config` drops the declared volume without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
go mod init finding.invalid/compose >/dev/null 2>&1
go get -tool github.com/docker/compose/v5/cmd@v5.6.0 >/dev/null 2>&1
go build -o compose github.com/docker/compose/v5/cmd
config() { DOCKER_HOST=unix:///nowhere/docker.sock ./compose "$@"; }

cat > compose.yaml <<"END"
name: finding
services:
  a:
    image: alpine
    volumes: ["d:/data", "dd:/more"]
volumes:
  d:
  dd:
END
config config --format json > out.json 2> said.txt
python3 - <<"END"
import json
read = json.load(open("out.json"))
first, second = read["services"]["a"]["volumes"]
assert (first.get("source"), first["target"]) == (None, "d:/data"), first
assert (second["source"], second["target"]) == ("dd", "/more"), second
assert list(read["volumes"]) == ["dd"], read["volumes"]
END
[ ! -s said.txt ]
echo "still so"
