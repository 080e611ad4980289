#!/bin/sh
# Puts the database back from pgBackRest, to the end of the archived log, or to a moment:
#
#     restore.sh [--to "2026-11-29 02:00:00+00"] [DATA_FOLDER]
#
# Run as the user who owns PostgreSQL's files, with PostgreSQL, the web server and the jobs stopped.
# It leaves a mark in the server's configuration, by which the service holds itself until people have
# looked through its records: docs/operations.md, Restore.
set -eu

stanza=umay
to=""
if [ "${1:-}" = --to ]; then
    to="$2"
    shift 2
fi
data="${1:-${PGDATA:?say which data folder PostgreSQL has}}"

if [ -e "$data/postmaster.pid" ]; then
    echo "restore: PostgreSQL still runs in $data, or was stopped in the middle. Stop it; if it is" >&2
    echo "stopped, delete $data/postmaster.pid." >&2
    exit 1
fi
if [ -n "$to" ]; then
    pgbackrest --stanza="$stanza" --pg1-path="$data" --delta \
        --type=time --target="$to" --target-action=promote restore
else
    pgbackrest --stanza="$stanza" --pg1-path="$data" --delta restore
fi
echo "umay.restored = '$(date -u +%Y-%m-%dT%H:%M:%SZ)'" >> "$data/postgresql.auto.conf"
echo "Restored. Start PostgreSQL, run init, and then the web server and the jobs."
