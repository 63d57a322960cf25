"""`python -m tests.faults [NAME [OPTIONS…]]`: one fault run, or all of them one after the other when none is named.

A fault run is a module here with `main(argv: list[str]) -> int`; anything but 0 is a violation.
"""

import ast
import importlib
import subprocess
import sys
from pathlib import Path


def found() -> list[str]:
    """The names of all fault runs, found without importing them: each sets up its own world."""
    names = []
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        statements = ast.parse(path.read_text(encoding="utf-8")).body
        if any(isinstance(statement, ast.FunctionDef) and statement.name == "main" for statement in statements):
            names.append(path.stem)
    return names


def main(arguments: list[str]) -> int:
    """The worst exit code of what was run; 2 for a name that does not exist."""
    known = found()
    if not arguments:
        codes = {name: subprocess.call([sys.executable, "-m", "tests.faults", name]) for name in known}
        print("\n".join(f"{name:<14}{'held' if code == 0 else f'VIOLATED ({code})'}" for name, code in codes.items()))
        return max(map(abs, codes.values()), default=0)
    name, *options = arguments
    if name not in known:
        print(f"python -m tests.faults [NAME [OPTIONS…]], with NAME one of: {', '.join(known)}", file=sys.stderr)
        return 0 if name in ("-h", "--help") else 2
    code: int = importlib.import_module(f"tests.faults.{name}").main(options)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
