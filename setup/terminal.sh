# Sourced by the scripts beside it: where things lie, and how set-up speaks (always on standard error).
# shellcheck shell=bash
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache_folder=${SMARTTAG_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/smarttag}
export PYTHONDONTWRITEBYTECODE=1

say() { printf '%s\n' "$*" >&2; }

# Ends the script with one clear sentence.
fail() {
  say "smarttag: $*"
  exit 1
}

# Two set-ups at once would write the same logs and build folders: the second waits. Held until the script ends, in the
# descriptor $lock.
take_setup_lock() {
  mkdir -p "$cache_folder" 2>/dev/null && [ -w "$cache_folder" ] ||
    fail "the cache folder $cache_folder cannot be written; set SMARTTAG_CACHE_DIR to a folder that can"
  exec {lock}>"$cache_folder/setup.lock"
  if ! flock -n "$lock"; then
    say "another set-up is running; waiting for it"
    flock "$lock"
  fi
}

# Shows the last line of a log while the command that writes it runs: each second on a terminal, else twice a
# minute. Ends when it is told to, or when the process that started it is gone.
watch_log() {
  local log=$1 owner=$2 began=$SECONDS columns last idle
  columns=$(($(tput cols 2>/dev/null || echo 80) - 12))
  exec {idle}<> <(:)  # never readable: a second's rest without a process that could outlive this one
  while kill -0 "$owner" 2>/dev/null; do
    read -r -t 1 -u "$idle" || true
    last=$(tail -c 400 "$log" 2>/dev/null | tr '\r' '\n' | grep -v '^ *$' | tail -n 1)
    if [ -t 2 ]; then
      printf '\r\033[K      %ss %s' $((SECONDS - began)) "${last:0:columns}" >&2
    elif [ $(((SECONDS - began) % 30)) -eq 0 ]; then
      say "      $((SECONDS - began))s $last"
    fi
  done
}

# logged NAME COMMAND...: runs the command with its output in <cache>/logs/NAME.log and its progress shown. On
# failure the last lines of the log are shown and the command's status is returned.
logged() {
  local log=$cache_folder/logs/$1.log status=0 watcher
  shift
  mkdir -p "$cache_folder/logs"
  : >"$log"
  watch_log "$log" $$ >/dev/null &
  watcher=$!
  trap 'kill $watcher 2>/dev/null; exit 130' INT TERM
  "$@" >"$log" 2>&1 </dev/null || status=$?
  trap - INT TERM
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$status" -ne 0 ]; then
    tail -n "${log_lines:-15}" "$log" | sed 's/^/      | /' >&2
    say "      (all of it: $log)"
  fi
  return "$status"
}
