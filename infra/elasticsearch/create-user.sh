#!/usr/bin/env bash
# The account of the site in Elasticsearch. Giving it again changes nothing.
set -euo pipefail
put() {
  curl -sSf --cacert /certificates/ca.pem -K <(printf 'user = "elastic:%s"\n' "$ELASTIC_PASSWORD") \
    -X PUT "https://elasticsearch:9200/_security/$1" -H 'Content-Type: application/json' -d @-
  echo
}
put role/marketplace <<'JSON'
{ "cluster": ["monitor", "manage_index_templates"], "indices": [{ "names": ["marketplace-*"], "privileges": ["all"] }] }
JSON
printf '{ "password": "%s", "roles": ["marketplace"] }' "$MARKETPLACE_ELASTICSEARCH_PASSWORD" | put user/marketplace
