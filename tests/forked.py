"""The house, started once and split for each few lines of Python that a test wants run in a site's folder.

Starting takes seconds and splitting takes none. Each piece of code runs in a process of its own all the same: it finds
the house as it is after starting, and leaves nothing behind but what it wrote into the database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Started:
    """A house that waits for code. It ends when nobody holds it any more: its pipe is closed then."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = dict(environment)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked"],
            env=environment,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, code: str) -> tuple[int, str, str]:
        """How it ended, what it printed, and what it complained of."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the house ended by itself"
        ended, said, complained = json.loads(answer)
        return ended, said, complained

    def end(self) -> None:
        """Let it go."""
        self.process.communicate(timeout=15)


def main() -> None:
    """Wait for code, a line of JSON each; answer each in a line."""
    import django
    from django.db import connections

    django.setup()
    connections.close_all()  # two processes must not talk through one
    for line in sys.stdin:
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
            one = os.fork()
            if one == 0:
                os.dup2(said.fileno(), sys.stdout.fileno())
                os.dup2(complained.fileno(), sys.stderr.fileno())
                os._exit(_ended(json.loads(line)))
            ended = os.waitstatus_to_exitcode(os.waitpid(one, 0)[1])
            print(json.dumps([ended, _all_of(said), _all_of(complained)]), flush=True)


def _ended(code: str) -> int:
    """Run it as Python runs `-c`; 0, or 1 if it failed."""
    from django.db import connections

    try:
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
        return 0
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()


def _all_of(file: Any) -> str:
    file.seek(0)
    return str(file.read())


if __name__ == "__main__":
    main()
