#!/bin/sh
# The command of the container that fetches certificates: gets one, and renews it in its last month.
# What asks (certbot) does nothing as long as the one that is there is good.
set -eu

here=$(dirname "$0")
keeps=/var/lib/acme
looks_every_s=43200
tries_again_s=3600

name=${UMAY_BASE_URL#https://}
if [ -z "${UMAY_ACME_MAIL:-}" ]; then
    echo "UMAY_ACME_MAIL is not set. Give the address that the certificate authority may write to." >&2
    exit 1
fi

trap 'exit 0' TERM QUIT INT
while :; do
    wait_s=$looks_every_s
    certbot certonly --non-interactive --quiet --agree-tos --email "$UMAY_ACME_MAIL" \
        --cert-name umay --domain "$name" --key-type ecdsa \
        --webroot --webroot-path /srv/umay/challenges \
        --keep-until-expiring --deploy-hook "$here/certificate-hook.sh" \
        --config-dir "$keeps/config" --work-dir "$keeps/work" --logs-dir "$keeps/logs" \
        ${UMAY_ACME_SERVER:+--server "$UMAY_ACME_SERVER"} || wait_s=$tries_again_s
    sleep "$wait_s" &
    wait $! || :
done
