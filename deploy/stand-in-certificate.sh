#!/bin/sh
# Where there is no certificate yet: one that nobody trusts, so that nginx starts and answers a
# certificate authority on port 80. NAME is the name of UMAY_BASE_URL.
set -eu

folder=/etc/ssl/umay
if [ -e "$folder/fullchain.pem" ] || [ -e "$folder/privkey.pem" ]; then
    exit 0
fi
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 \
    -subj "/CN=$NAME" -addext "subjectAltName=DNS:$NAME" \
    -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2> /dev/null
chmod 644 "$folder/fullchain.pem"
echo "There is no certificate in $folder yet: browsers warn until there is one." >&2
