#!/bin/sh
set -e
echo "/docker-entrypoint.sh: Configuration complete; ready for start up"
exec "$@"
