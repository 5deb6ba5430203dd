#!/usr/bin/env bash
# `mkdocs build --strict --quiet` succeeds with warnings that `mkdocs build --strict` fails on.
# Seen on 2026-11-29 with MkDocs 1.6.1 (PyPI), Python 3.11.
# Source of the rule: `mkdocs build --help`: "--strict: Enable strict mode. This will cause MkDocs to abort the build on any
# warnings."; "--quiet: Silence warnings". https://www.mkdocs.org/user-guide/cli/#mkdocs-build
# Expected: quiet hides what is printed, and a broken link still ends a strict build with 1.
# Seen: with --quiet the logger drops warnings before strict mode counts them: exit code 0, and the site is written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q mkdocs==1.6.1
mkdir docs
printf 'site_name: finding\n' > mkdocs.yml
printf '# Home\n\n[gone](gone.md)\n' > docs/index.md
strict() { NO_MKDOCS_2_WARNING=1 venv/bin/mkdocs build --strict --site-dir "$1" "${@:2}" > said.txt 2>&1; }

! strict loud
grep -q 'gone.md' said.txt
grep -q 'Aborted with 1 warnings in strict mode' said.txt
strict quiet --quiet
[ ! -s said.txt ]
[ -f quiet/index.html ]
echo "still so"
