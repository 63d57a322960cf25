"""PostgreSQL refuses to run as root: find a way to run it as somebody else.

In a user namespace the process believes to be `nobody` while the files stay root's own: any folder works and no owner
changes. Where namespaces are forbidden (most containers) the process becomes the real `nobody`; if that account cannot
enter the folder (a project below a private home), it keeps the one capability to pass file permissions.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from exportready.local.errors import LocalError

NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """How to run a program: the words before it, and whether its files must belong to `nobody`."""

    prefix: tuple[str, ...]
    owns_files: bool

    def give(self, path: Path) -> None:
        """Make `path` and all below it this account's own."""
        owner = NOBODY if self.owns_files else os.geteuid()
        if path.exists() and path.stat().st_uid != owner:
            for one in [path, *path.rglob("*")]:
                os.chown(one, owner, owner, follow_symlinks=False)


DIRECT = Account((), owns_files=False)


def candidates() -> list[Account]:
    """The ways to leave root, best first."""
    become = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    pass_permissions = tuple(f"--{kind}=-all,+dac_override" for kind in ("inh-caps", "ambient-caps", "bounding-set"))
    return [
        Account(("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"), owns_files=False),
        Account((*become, "--"), owns_files=True),
        Account((*become, *pass_permissions, "--"), owns_files=True),
        Account(("su", "nobody", "-s", "/bin/sh", "-c", 'exec "$0" "$@"', "--"), owns_files=True),
    ]


def works(account: Account, program: Path, folder: Path) -> bool:
    """Whether under `account` one is not root, can run `program` and can write in `folder`."""
    if shutil.which(account.prefix[0]) is None:
        return False
    probe = folder / "probe"
    probe.mkdir(parents=True, exist_ok=True)
    try:
        account.give(probe)
        script = 'test "$(id -u)" != 0 && "$1" --version && : > "$2/written"'
        words = [*account.prefix, "/bin/sh", "-c", script, "probe", str(program), str(probe)]
        return subprocess.run(words, capture_output=True, cwd="/", timeout=20, check=False).returncode == 0
    finally:
        shutil.rmtree(probe, ignore_errors=True)


def unprivileged(program: Path, folder: Path) -> Account:
    """An account that is not root, may run `program` and may write below `folder`."""
    if os.geteuid() != 0:
        return DIRECT
    for account in candidates():
        if works(account, program, folder):
            return account
    raise LocalError(
        "PostgreSQL does not run as root, and no way to run it as another account works here (unshare, setpriv, su): "
        "start as an ordinary user, or set DATABASE_URL to a server of your own."
    )
