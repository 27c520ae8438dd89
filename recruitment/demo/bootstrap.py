"""Prepares a bare machine for `make run` and `make test`; runs under the system's Python.

Usage: bootstrap.py run | dev | node | clean | lock [--check | --upgrade]

Old versions of Python must be able to read this file, so that they can say what is wrong:
everything that needs Python 3.11 stands in the modules that it loads.
"""

from __future__ import annotations

import importlib
import os
import sys

NEEDED = (3, 11)


def main() -> int:
    """Check the interpreter, then hand over."""
    if sys.version_info[:2] < NEEDED:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            f"Python {NEEDED[0]}.{NEEDED[1]} or newer is needed and this is Python {found}. "
            "Install a newer one and name it, for example: make run PYTHON=python3.11",
            file=sys.stderr,
        )
        return 2
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[0] = os.path.dirname(os.path.dirname(here))
    sys.dont_write_bytecode = True
    return int(importlib.import_module("recruitment.demo.install").main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
