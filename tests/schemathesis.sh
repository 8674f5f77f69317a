#!/usr/bin/env bash
# Holds the running API to its own description (/openapi/v1.json) with Schemathesis: a site of its own on a free port, with a small
# demo market, asked by somebody acting as the editor of a demo firm. Usage: tests/schemathesis.sh [EXAMPLES]
# With MARKETPLACE_SITE_ENGINES=mongodb,elasticsearch on those servers, as MARKETPLACE_TEST_MONGODB and MARKETPLACE_TEST_ELASTICSEARCH name them.
# Exit code: 0 no violation, 1 violations, 77 skipped because the tool is not there.
set -uo pipefail
cd "$(dirname "$0")/.."

examples=${1:-25}
tool=${SCHEMATHESIS:-../shared/tools/schemathesis}
if [ ! -x "$tool" ]; then
  echo "SKIPPED: Schemathesis is not at $tool (name it with SCHEMATHESIS=…)."
  exit 77
fi

folder=$(mktemp -d)
site=
stop() { [ -n "$site" ] && kill "$site" 2>/dev/null && wait "$site" 2>/dev/null; rm -rf "$folder"; }
trap stop EXIT

own=market-test-schemathesis-$$
engines=()
case ${MARKETPLACE_SITE_ENGINES:-} in *mongodb*) engines+=("--ConnectionStrings:MongoDb=$(sed "s|/?|/$own?|" <<<"$MARKETPLACE_TEST_MONGODB")") ;; esac
case ${MARKETPLACE_SITE_ENGINES:-} in *elasticsearch*) engines+=("--ConnectionStrings:Elasticsearch=$MARKETPLACE_TEST_ELASTICSEARCH;Index=$own;Replicas=0;Refresh=30ms") ;; esac

ASPNETCORE_ENVIRONMENT=Development dotnet src/Marketplace.Web/bin/Release/net10.0/Marketplace.Web.dll \
  --urls http://127.0.0.1:0 "--Data:Path=$folder/data" --Demo:Listings=100 --Limits:Rates=off "${engines[@]}" >"$folder/log" 2>&1 &
site=$!
url=
for _ in $(seq 120); do
  url=$(sed -n 's/.*Now listening on: //p' "$folder/log" | head -n 1)
  [ -n "$url" ] && curl -sf -o /dev/null "$url/health/ready" && break
  kill -0 "$site" 2>/dev/null || break
  sleep 0.5
done
[ -n "$url" ] || { echo "The site did not start:"; tail -n 20 "$folder/log"; exit 1; }

person=
for _ in $(seq 120); do
  person=$(curl -sf "$url/dev/people" | grep -o '"editor-[^"]*"' | head -n 1 | tr -d '"')
  [ -n "$person" ] && break
  sleep 0.5
done
cookie=$(curl -sf -D - -o /dev/null -H 'Content-Type: application/json' -d "{\"person\":\"$person\"}" "$url/dev/act-as" \
  | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' | head -n 1)
[ -n "$cookie" ] || { echo "Nobody to act as."; exit 1; }

# positive_data_acceptance is left out: a body can keep to its schema and still name a class, a firm or a credit code that does not exist,
# and a cursor can look like one of ours; refusing those with 400 is the API's contract.
ask() {
  "$tool" --config-file "$1" run "$url/openapi/v1.json" --url "$url" --checks all --exclude-checks positive_data_acceptance --mode all \
    -H "Cookie: $cookie" --max-examples "$examples" --suppress-health-check all --continue-on-failure "${@:2}"
}

# A write without its version is answered with 428 (RFC 6585), which the tool does not count among refusals by itself.
echo '[checks]
missing_required_header.expected-statuses = [400, 401, 403, 404, 406, 415, 422, 428]' >"$folder/any.toml"
ask "$folder/any.toml"
first=$?

# An id that is made up gets no further than 404, so what is behind an id is asked once more with those of the editor's own things.
provider=${person#editor-}
listing=$(curl -sf "$url/providers/$provider" | grep -o 'lst_[0-9A-Z]*' | head -n 1)
certificate=$(curl -sf "$url/api/v1/providers/$provider" | grep -o 'crt_[0-9A-Z]*' | head -n 1)
[ -n "$listing" ] && [ -n "$certificate" ] || { echo "The editor's firm has no listing or no certificate."; exit 1; }
cp "$folder/any.toml" "$folder/known.toml"
for pair in "listings $listing" "providers $provider" "certificates $certificate"; do
  printf '[[operations]]\ninclude-path-regex = "^/api/v1/%s/"\nparameters = { "path.id" = "%s" }\n' $pair
done >>"$folder/known.toml"
ask "$folder/known.toml" --include-path-regex '\{id\}' --exclude-path-regex '/(standards|methods)/'
second=$?
exit $((first > second ? first : second))
