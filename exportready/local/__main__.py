"""`python -m exportready.local …`: the embedded servers and what one does with them by hand."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from exportready.local import commands
from exportready.local.errors import LocalError

Handler = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    outer = argparse.ArgumentParser(prog="python -m exportready.local", description=__doc__)
    choices = outer.add_subparsers(required=True, metavar="command")

    def command(name: str, handler: Handler, text: str) -> argparse.ArgumentParser:
        made = choices.add_parser(name, help=text, description=text)
        made.set_defaults(handler=handler)
        return made

    command("up", commands.up, "start the servers in the background")
    command("down", commands.down, "stop them")
    command("status", commands.status, "say which of them answer")
    command("run", commands.run, "start everything and serve until Ctrl-C")
    command("migrate", commands.migrate, "bring the tables up to date, as the database's owner")
    command("messages", commands.messages, "compile the languages whose catalogue changed")
    command("backup", commands.backup, "write database and media to one file").add_argument(
        "file", type=Path, nargs="?", help="default: backups/ with date and time"
    )
    restore = command("restore", commands.restore, "replace database and media by a backup, after asking")
    restore.add_argument("file", type=Path)
    reset = command("reset", commands.reset, "stop the servers and remove all data, after asking")
    for asking in (restore, reset):
        asking.add_argument("--yes", action="store_true", help="do not ask")
    command("guard", commands.guard, "internal: end temporary servers with their process").add_argument(
        "directory", type=Path
    )
    return outer


def main() -> int:
    arguments = parser().parse_args()
    handler: Handler = arguments.handler
    try:
        return handler(arguments)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
