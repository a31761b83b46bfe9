"""How long does a page take with West Yorkshire loaded: at first, and at the 95th percentile afterwards?

    ./do bench place_page [FOLDER]

Over HTTP from this machine, compressed, one reader after another, then eight at once. Budget: p95 of the place page
150 ms with one reader.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import machine
from bench.place_load import FILES, ROOT, run

PLACE = "west-yorkshire"
PAGES = {
    "home": "/",
    "place page": f"/place/{PLACE}",
    "place, JSON": f"/place/{PLACE}.json",
    "neighbourhood": "/area/lsoa21:E01011229",
    "council": "/area/lad24:E08000035",
    "comparison": "/compare?a=lad24:E08000035&b=lad24:E08000032",
    "table of 308 areas": f"/place/{PLACE}/areas?figure=bad_health",
    "map outlines, 1,434": f"/place/{PLACE}/map.json?kind=lsoa21",
    "assets": f"/place/{PLACE}/assets",
}
TIMES = 200


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    folder = Path(words[0]) if words else FILES
    if not folder.is_dir():
        print(f"There is no folder {folder}. Say where the published files are: ./do bench place_page FOLDER")
        return 1
    with tempfile.TemporaryDirectory() as var:
        run(var, "migrate")
        run(var, "place", "load", PLACE, "--from", str(folder), "--json")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "commonweal.config.asgi:application", "--port", str(port)),
                *("--log-level", "warning", "--lifespan", "off"),
            ],
            env=os.environ | {"COMMONWEAL_VAR": var},
            cwd=ROOT,
        )
        try:
            measure(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(20)
    return 0


def measure(address: str) -> None:
    """Each page: the first time, then the middle and the 95th percentile."""
    for _ in range(200):
        try:
            ask(address + "/about")
            break
        except OSError:
            time.sleep(0.1)
    print(machine.said())
    print("| page | first, ms | p50, ms | p95, ms | p95 with 8 readers, ms | kB on the wire |")
    print("|---|---|---|---|---|---|")
    for name, path in PAGES.items():
        first, size = ask(address + path)
        alone = [ask(address + path)[0] for _ in range(TIMES)]
        with ThreadPoolExecutor(8) as readers:
            crowd = [each[0] for each in readers.map(ask, [address + path] * TIMES)]
        numbers = (first, machine.quantile(alone, 0.5), machine.quantile(alone, 0.95), machine.quantile(crowd, 0.95))
        print(f"| {name} | {' | '.join(f'{1000 * each:.0f}' for each in numbers)} | {size / 1000:.0f} |")


def ask(url: str) -> tuple[float, int]:
    """Seconds until the last byte, and how many came."""
    began = time.perf_counter()
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"}), timeout=60) as answer:
        size = len(answer.read())
    return time.perf_counter() - began, size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
