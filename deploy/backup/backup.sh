#!/bin/sh
# Backs the database up by pgBackRest: now, and each night; in full on Sundays. With "once" only now.
#
# Run as the user who owns PostgreSQL's files. PGBACKREST_* name what deploy/backup/pgbackrest.conf
# does not (PGBACKREST_CONFIG, PGBACKREST_REPO1_CIPHER_PASS); UMAY_BACKUP_AT is the hour, 02 unless
# told. That a backup is whole is written into the database, where `umay doctor` and the page State
# read it.
set -eu

stanza=umay
at="${UMAY_BACKUP_AT:-02}"

note() {
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@" <<-SQL
	INSERT INTO setting (name, value)
	VALUES ('backed_up', json_build_object('at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'kind', '$kind'))
	ON CONFLICT (name) DO UPDATE SET value = excluded.value;
	SQL
}

back_up() {
    kind=diff
    if [ "$(date +%u)" = 7 ]; then kind=full; fi
    pgbackrest --stanza="$stanza" stanza-create
    # Fails where the database's log does not arrive: a backup without it is worth little.
    pgbackrest --stanza="$stanza" check
    pgbackrest --stanza="$stanza" --type="$kind" backup
    note "$@"
    echo "backed up ($kind)"
}

if [ "${1:-}" = once ]; then
    shift
    back_up "$@"
    exit
fi

while :; do
    # One that fails is tried again in an hour; the age of the last one tells.
    if back_up "$@"; then
        now=$(date +%s)
        next=$(date -d "tomorrow $at:00" +%s)
        sleep "$((next - now))"
    else
        echo "no backup was made; trying again in an hour" >&2
        sleep 3600
    fi
done
