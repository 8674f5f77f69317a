#!/usr/bin/env bash
# Makes, once, what the servers of compose.yaml need to know and trust each other. Kept in a volume; remove that to have all made anew.
set -euo pipefail
at=${1:-/certificates}
cd "$at"
[ -f done-2 ] && exit 0

[ -f ca.key ] || openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=marketplace authority" -keyout ca.key -out ca.pem \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign"
for name in mongodb elasticsearch postgres; do
  # Those of an installation that had fewer servers stay.
  [ -f "$name.pem" ] || [ -f "$name.crt" ] && continue
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$name" -keyout "$name.key.pem" -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out "$name.crt" \
    -extfile <(printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$name")
  mv "$name.key.pem" "$name.key"
  rm "$name.csr"
done
# MongoDB wants certificate and key in one file; its other key is what the members of the set know each other by.
if [ ! -f mongodb.pem ]; then
  cat mongodb.crt mongodb.key > mongodb.pem
  rm mongodb.crt
  openssl rand -base64 756 > mongodb.key
fi

# Each key is for its server alone: 999 is the user of the image of MongoDB, also that of PostgreSQL, 1000 that of Elasticsearch.
chmod 0444 ca.pem elasticsearch.crt postgres.crt
chmod 0400 ca.key mongodb.key mongodb.pem elasticsearch.key postgres.key
if [ "$(id -u)" = 0 ]; then
  chown 999:999 mongodb.key mongodb.pem postgres.key
  chown 1000:0 elasticsearch.key
fi
touch done-2
