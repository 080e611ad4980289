# PostgreSQL with what backs it up: the database hands its log over, and the service `backup` beside it
# makes the backups, from the same image.
FROM postgres:15.14-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends pgbackrest \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o postgres -g postgres -m 0750 /var/lib/pgbackrest \
    # Whose a new volume of sockets is.
    && install -d -o postgres -g postgres -m 0755 /var/run/postgresql

COPY deploy/backup/ /opt/umay/deploy/backup/
COPY deploy/database-roles.sh /docker-entrypoint-initdb.d/database-roles.sh

ENV PGBACKREST_CONFIG=/opt/umay/deploy/backup/pgbackrest.conf
