#!/bin/sh
# certbot calls this with a certificate that is new: lays it where nginx reads it. In a container
# nginx-start.sh sees that; elsewhere nginx is told.
set -eu

to=/etc/ssl/umay
umask 077
cp "$RENEWED_LINEAGE/privkey.pem" "$to/.privkey.pem"
cp "$RENEWED_LINEAGE/fullchain.pem" "$to/.fullchain.pem"
chmod 644 "$to/.fullchain.pem"
mv "$to/.privkey.pem" "$to/privkey.pem"
mv "$to/.fullchain.pem" "$to/fullchain.pem"
if [ -d /run/systemd/system ]; then
    systemctl reload nginx
fi
