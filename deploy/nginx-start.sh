#!/bin/sh
# The command of nginx's container: fills in the site, starts nginx, and lets it read its certificate
# anew when that was replaced, whoever did it.
set -eu

here=$(dirname "$0")
made=/tmp/umay
certificate=/etc/ssl/umay/fullchain.pem
looks_every_s=10

name=${UMAY_BASE_URL#https://}
case $name in
    "" | *[!a-z0-9.-]*)
        echo "UMAY_BASE_URL is '$UMAY_BASE_URL'. Write it like https://umay.example.org." >&2
        exit 1
        ;;
esac

mkdir -p "$made/temp"
sed -e "s/umay\.example/$name/g" \
    -e "s/127\.0\.0\.1:8000/$UMAY_SERVER/" \
    -e 's#/var/log/nginx/umay\.log#stderr#' \
    "$here/nginx-site.conf" > "$made/site.conf"
# The server may come back under another address: its name is asked for anew.
resolvers=$(sed -n -e 's/^nameserver \([0-9.]*\)$/\1/p' -e 's/^nameserver \(.*:.*\)$/[\1]/p' /etc/resolv.conf)
echo "resolver" $resolvers "valid=10s;" > "$made/resolver.conf"

NAME=$name "$here/stand-in-certificate.sh"

nginx -c "$here/nginx.conf" -g 'daemon off;' &
nginx=$!
over=
trap 'over=yes; kill -QUIT "$nginx"' TERM QUIT INT

seen=$(cksum < "$certificate")
while [ -z "$over" ] && kill -0 "$nginx" 2> /dev/null; do
    sleep "$looks_every_s" &
    wait $! || :
    now=$(cksum < "$certificate")
    # While key and certificate do not fit each other yet, it looks again.
    if [ "$now" != "$seen" ] && nginx -q -t -c "$here/nginx.conf"; then
        kill -HUP "$nginx"
        seen=$now
    fi
done
wait "$nginx"
