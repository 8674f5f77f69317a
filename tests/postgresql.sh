#!/usr/bin/env bash
# A PostgreSQL of a test's own, on a free loopback port, with nothing in it.
#   tests/postgresql.sh up FOLDER     starts it in a new folder and prints how to connect
#   tests/postgresql.sh down FOLDER   stops it and removes the folder
# Exit code 77: there is no PostgreSQL here (Debian: apt-get install postgresql).
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not here." >&2; exit 77; }

# It refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; }
folder=$2
case "$1" in
  up)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown nobody "$folder"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as "$bin/initdb" --pgdata="$folder/data" --username=market --auth=trust --encoding=UTF8 --no-sync >"$folder.log" 2>&1
    # In memory what can be: a test's database need not survive the machine.
    as "$bin/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/server.log" \
      --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300" start >>"$folder.log" 2>&1
    echo "Host=127.0.0.1;Port=$port;Username=market"
    ;;
  down)
    as "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder" "$folder.log"
    ;;
esac
