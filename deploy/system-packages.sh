#!/usr/bin/env bash
# Make sure that system packages are there: system-packages.sh PACKAGE[:PROGRAM]…
# A package with a program counts as there when that program is. Installs what is missing through apt where it may
# (as root, or by sudo without a password); else says in one sentence what to type, and fails.
set -euo pipefail

missing=()
for wanted in "$@"; do
    package=${wanted%%:*}
    program=${wanted#"$package"}
    program=${program#:}
    if [ -n "$program" ] && command -v "$program" >/dev/null; then
        continue
    fi
    if command -v dpkg-query >/dev/null; then
        state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing+=("$package")
    elif [ -n "$program" ]; then
        missing+=("$package")
    fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

command_line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "Please install what Debian calls: ${missing[*]}" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "System packages are missing; please type: sudo sh -c '$command_line'" >&2
    exit 1
fi

echo "Installing system packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1
}
# A package that brings a service is wanted for its program; the service is not started.
policy=/usr/sbin/policy-rc.d
if [ "$(id -u)" = 0 ] && [ ! -e "$policy" ]; then
    trap 'rm -f "$log" "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
fi
# The lists may be fresh already; they are fetched only when the first attempt fails.
apt install -y --no-install-recommends "${missing[@]}" ||
    { apt update && apt install -y --no-install-recommends "${missing[@]}"; } ||
    { cat "$log" >&2; echo "This failed; please type as root: $command_line" >&2; exit 1; }
