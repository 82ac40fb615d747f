# Sourced by the scripts beside it that try something on a bare Debian 12: makes one in the folder $root and runs commands in
# it. Needs root and debootstrap. What this machine reaches its registries with (apt sources, certificates, settings of
# pip and npm) is carried in.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root, source_folder: of the script that sources this

carry() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$root${path%/*}"
    cp -aL "$path" "$root${path%/*}/"
  done
}

# The folder as it is when it was made before; else a new root with nothing but what debootstrap puts there.
make_root() {
  local mirror
  [ "$(id -u)" -eq 0 ] || fail "this needs root: it changes its root folder"
  command -v debootstrap >/dev/null || fail "debootstrap is not installed"
  exec {root_lock}>"$root.lock"
  flock -n "$root_lock" || fail "another run works in $root; name another folder"
  if [ ! -e "$root/fresh-root" ]; then
    mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
      head -n 1) || true
    say "making a bare Debian 12 in $root"
    # shellcheck disable=SC2086  # no mirror given means debootstrap's own
    logged debootstrap debootstrap --variant=minbase bookworm "$root" ${mirror:-} ||
      fail "debootstrap did not finish"
    rm -f "$root/etc/apt/sources.list"
    touch "$root/fresh-root"
  fi
  carry /etc/resolv.conf /etc/hosts /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt \
    /etc/pip.conf /etc/npmrc /usr/etc/npmrc "$HOME/.config/pip" "$HOME/.npmrc" \
    /etc/apt/sources.list $(grep -rl '/debian' /etc/apt/sources.list.d || true)
}

# inside FOLDER COMMAND: runs a line of bash in FOLDER of the root. A session of its own for processes and mounts: nothing
# stays mounted, nothing stays running. WITHOUT_NETWORK=1 takes the network away, AS_USER=NAME runs it as that user.
inside() {
  local settings user=${AS_USER:-root} home=/root
  [ "$user" = root ] || home=/home/$user
  mapfile -t settings < <(env | grep -E '^(PIP_|NPM_CONFIG_|NODE_EXTRA_CA|SSL_CERT|[A-Z_]*CA_BUNDLE=|https?_proxy=|no_proxy=|LANG=|TERM=)')
  unshare --mount --pid --fork --kill-child ${WITHOUT_NETWORK:+--net} bash -euc '
    root=$1 user=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot --userspec="$user" "$root" "$@"' - "$root" "$user" env -i HOME="$home" USER="$user" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" \
    bash -c 'cd "$1" && eval "$2"' - "$1" "$2" </dev/null
}

# timed FOLDER COMMAND: the same, with its seconds and exit code said.
timed() {
  local began=$SECONDS status=0
  say "== $2"
  inside "$1" "$2" || status=$?
  say "== $2: exit $status after $((SECONDS - began)) s"
  return "$status"
}
