"""`python -m exportready.local up | down | status | reset | run`: the embedded servers by hand."""

import argparse
import sys
from pathlib import Path

from exportready.local.addresses import project_root
from exportready.local.errors import LocalError
from exportready.local.services import Services


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m exportready.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="start the servers in the background")
    commands.add_parser("down", help="stop them")
    commands.add_parser("status", help="say which of them answer")
    reset = commands.add_parser("reset", help="stop them and remove all data, after asking")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    commands.add_parser("guard").add_argument("directory", type=Path)
    arguments = parser.parse_args()
    services = Services(project_root() / ".local")
    try:
        return dispatch(arguments, services)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1


def dispatch(arguments: argparse.Namespace, services: Services) -> int:
    match arguments.command:
        case "up":
            services.up()
            return show(services)
        case "down":
            services.down()
        case "status":
            return show(services)
        case "guard":
            from exportready.local.throwaway import guard

            guard(arguments.directory)
        case "reset":
            return reset(services, sure=arguments.yes)
    return 0


def show(services: Services) -> int:
    """One line a server; the exit code says whether all three answer."""
    ports = services.status()
    for name, port in ports.items():
        print(f"{name:9} 127.0.0.1:{port}" if port else f"{name:9} not running")
    return 0 if all(ports.values()) else 1


def reset(services: Services, *, sure: bool) -> int:
    """Remove the local database, queue, media and secrets."""
    if not services.directory.exists():
        print("There is nothing to remove.")
        return 0
    if not sure:
        print(f"This removes the database, the files and the keys in {services.directory} for good.")
        try:
            sure = input("Type yes to go on: ").strip().lower() == "yes"
        except EOFError:
            sure = False
    if not sure:
        print("Nothing was removed.")
        return 1
    services.wipe()
    print("Removed. The next 'make run' starts afresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
