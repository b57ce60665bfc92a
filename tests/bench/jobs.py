"""What is run in the bench: each job as a call of the API, and as `python SCRIPT`."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servers import ROOT, Call, Server, api_call, everybodys

SCRIPTS: Final = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Job:
    """One job. `tool` is where its tool stands in addresses, `twin` the script that does the same on a command line."""

    script: Path
    tool: str
    body: bytes
    good: bytes
    twin: tuple[str, ...] = ()

    def call(self, server: Server) -> Call:
        """Give the call that does it on a server of ours."""
        return api_call(server, self.tool, self.body, self.good)

    def by_python(self) -> float:
        """Give the milliseconds that `python SCRIPT` takes to do it."""
        name, *words = self.twin
        began = time.perf_counter()
        command = [sys.executable, str(SCRIPTS / name), *words]
        done = subprocess.run(command, check=True, capture_output=True, env=everybodys())
        taken = (time.perf_counter() - began) * 1000
        if self.good not in done.stdout:
            raise RuntimeError(f"{name}: {done.stdout!r}")
        return taken


_CELSIUS: Final = (b'{"celsius": "37"}', b"98.6")
EXAMPLE: Final = Job(ROOT / "core/shipway/examples/units.py", "/units/celsius_to_fahrenheit", *_CELSIUS)
PLAIN: Final = Job(SCRIPTS / "celsius.py", "/celsius/convert", *_CELSIUS, ("celsius_cli.py", "37"))
REUSED: Final = Job(SCRIPTS / "celsius_reused.py", "/celsius-reused/convert", *_CELSIUS)
PANDAS: Final = Job(SCRIPTS / "frame.py", "/frame/total", b'{"rows": "1000"}', b"499500", ("frame_cli.py", "1000"))
