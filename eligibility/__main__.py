"""`python -m eligibility`: see the package's description."""

import os
import sys

from .cli import run


def main() -> int:
    try:
        status = run(None, sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has left (| head): not an error of ours, and nobody is there to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
