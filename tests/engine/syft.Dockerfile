# What `docker build --sbom` runs. Docker's own calls the same Syft as a library.
FROM debian:trixie-slim
COPY syft /bin/syft
COPY --chmod=755 <<"EOF" /bin/scan
#!/bin/sh
# BuildKit says in variables what to scan and where to leave the result, an in-toto statement.
set -eu
syft scan -q "dir:$BUILDKIT_SCAN_SOURCE" -o spdx-json >/tmp/found
{
    printf '{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "predicate": '
    cat /tmp/found
    printf '}'
} >"$BUILDKIT_SCAN_DESTINATION/$(basename "$BUILDKIT_SCAN_SOURCE").spdx.json"
EOF
ENTRYPOINT ["/bin/scan"]
