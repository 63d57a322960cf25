"""The commands of `python -m exportready.local`: each takes the parsed arguments and returns the exit code."""

import os
from argparse import Namespace

from exportready.local import backup as archive
from exportready.local import prepare
from exportready.local import run as running
from exportready.local.addresses import environment, project_root
from exportready.local.only_one import stop_running
from exportready.local.services import Services, wanted_servers
from exportready.local.throwaway import guard as watch


def services() -> Services:
    return Services(project_root() / ".local")


def up(arguments: Namespace) -> int:
    services().up(wanted_servers())
    return status(arguments)


def down(_: Namespace) -> int:
    """The servers, and before them a `make run` that uses them."""
    if (ours := services()).directory.exists():
        stop_running(ours)
        ours.down()
    return 0


def status(_: Namespace) -> int:
    """One line a server; the exit code says whether all that are wanted answer."""
    ports = services().status()
    for name, port in ports.items():
        print(f"{name:9} 127.0.0.1:{port}" if port else f"{name:9} not running")
    return 0 if all(ports[name] for name in wanted_servers()) else 1


def run(_: Namespace) -> int:
    return running.run(project_root())


def migrate(_: Namespace) -> int:
    prepare.migrate(project_root(), settings_values())
    return 0


def messages(_: Namespace) -> int:
    for path in prepare.compile_messages(project_root()):
        print(f"compiled {path.relative_to(project_root())}")
    return 0


def backup(arguments: Namespace) -> int:
    target = archive.backup(settings_values(), arguments.file or archive.default_target(project_root()))
    print(f"Written: {target} ({target.stat().st_size / 1e6:.1f} MB). It holds personal data: keep it locked away.")
    return 0


def restore(arguments: Namespace) -> int:
    if not agreed(arguments, f"This replaces the database and the files by those of {arguments.file}."):
        return 1
    archive.restore(settings_values(), arguments.file)
    print("Restored. Run 'python -m exportready.local migrate' when the backup is older than the program.")
    return 0


def reset(arguments: Namespace) -> int:
    """Remove the local database, queue, media and secrets."""
    ours = services()
    if not ours.directory.exists():
        print("There is nothing to remove.")
        return 0
    if not agreed(arguments, f"This removes the database, the files and the keys in {ours.directory} for good."):
        return 1
    stop_running(ours)
    ours.wipe()
    print("Removed. The next 'make run' starts afresh.")
    return 0


def guard(arguments: Namespace) -> int:
    watch(arguments.directory)
    return 0


def settings_values() -> dict[str, str]:
    """The settings' variables, with the embedded servers running where they are used."""
    if wanted := wanted_servers():
        services().up(wanted)
    return {**environment(project_root()), **os.environ}


def agreed(arguments: Namespace, sentence: str) -> bool:
    """Whether the person said yes, with --yes or by typing it."""
    if arguments.yes:
        return True
    print(sentence)
    try:
        answer = input("Type yes to go on: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != "yes":
        print("Nothing was changed.")
        return False
    return True
