"""`python -m benchmarks --list | --all | NAME… [--size N]`.

A benchmark is a module here with `DESCRIPTION: str` and `run(size: int | None) -> dict`; what it needs of Django or of
other heavy packages it imports inside `run`. The dict is printed as a table for people and, last, as one JSON line:
{"benchmark": NAME, "size": N, …figures…, "peers": {…}, "ratio": …}. Modules that begin with "_" are shared parts.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping
from typing import Any

import benchmarks


def found() -> list[str]:
    """The names of all benchmarks."""
    return sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name[0] != "_")


def benchmark(name: str) -> Any:
    return importlib.import_module(f"benchmarks.{name}")


def table(figures: Mapping[str, Any], indent: str = "") -> str:
    """The figures one a line, nested ones indented below their name."""
    lines = []
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            lines += [f"{indent}{name}", table(figure, indent + "  ")]
        else:
            lines.append(f"{indent}{name:<{32 - len(indent)}}{figure}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run what is asked for; 2 for a name that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures beside a peer in the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--size", type=int, help="how much work; each benchmark says what it counts")
    parser.add_argument("--list", action="store_true", help="name them with one line each")
    parser.add_argument("--all", action="store_true", help="run them all, one JSON line each")
    options = parser.parse_args(arguments)
    known = found()
    if options.list:
        print("\n".join(f"{name:<14}{benchmark(name).DESCRIPTION}" for name in known))
        return 0
    names = known if options.all else options.names
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        parser.print_usage(sys.stderr)
        print(f"there is {', '.join(known)}; not {', '.join(unknown) or 'nothing'}", file=sys.stderr)
        return 2
    for name in names:
        figures: dict[str, Any] = benchmark(name).run(options.size)
        print(table(figures))
        print(json.dumps({"benchmark": name, "size": options.size, **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
