"""Starts both servers and waits: the owner that a test kills. Usage: owner.py STATE [UID]"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    sys.path.insert(0, str(PROJECT))
    from recruitment.demo.services import PostgreSQL, Valkey  # noqa: PLC0415 (path set above)

    state = Path(sys.argv[1])
    if len(sys.argv) > 2:
        user = int(sys.argv[2])
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    postgres = PostgreSQL(state / "postgres", state=state)
    valkey = Valkey(state / "valkey", state=state)
    print(postgres.start(), valkey.start(), flush=True)
    if sys.stdin.readline():  # a line asks for an orderly end; its absence leaves us waiting
        valkey.stop()
        postgres.stop()
        print("stopped", flush=True)
        return
    time.sleep(600)


if __name__ == "__main__":
    main()
