#!/bin/sh
# Run once, when the database is made: the role of the service, which owns nothing. What it may do,
# `flask --app backend grant umay_web` says after each migration.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$UMAY_WEB_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE umay_web LOGIN PASSWORD :'password';
SQL
