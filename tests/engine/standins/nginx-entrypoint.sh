#!/bin/sh
set -e
# As in the official image: the setup, and its message, belong to the server alone.
if [ "$1" = nginx ]; then
    echo "/docker-entrypoint.sh: Configuration complete; ready for start up"
fi
exec "$@"
