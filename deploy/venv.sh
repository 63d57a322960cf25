#!/usr/bin/env bash
# Make or bring up to date .venv from a requirements file with hashes: venv.sh REQUIREMENTS
# Nothing happens when that very file is installed already. uv when it is on the PATH, else Python's own venv and pip.
set -euo pipefail

requirements=$1
stamp=.venv/.installed-$requirements
state=$(sha256sum "$requirements" | cut -d ' ' -f 1)
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python=
for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed; name it with PYTHON=… (Debian 12: sudo apt-get install python3)." >&2
    exit 1
fi

# A folder whose Python has gone (an upgrade of the system) is of no use.
if [ -d .venv ] && ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
fi

echo "Installing $requirements into .venv"
if command -v uv >/dev/null; then
    export UV_PYTHON_DOWNLOADS=never
    [ -d .venv ] || uv venv --quiet --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$requirements"
else
    if [ ! -x .venv/bin/pip ]; then
        # Debian ships Python without the part that puts pip into an environment.
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            "$(dirname "$0")/system-packages.sh" "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        "$python" -m venv .venv
    fi
    # Without --no-compile pip compiles every file of every package one by one; Python compiles those used, when used.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r "$requirements"
fi
echo "$state" >"$stamp"
