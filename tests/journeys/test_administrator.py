"""An administrator copies the records, loses the machine, puts the copy back: every page is as it was, to the byte."""

from __future__ import annotations

import json
import re
import shutil
import urllib.request
from pathlib import Path

from tests.served import Site

LINK = re.compile(r'href="(/[^"#]*)"')
# What has to differ with every answer, so that nobody can use one answer's for another.
ONCE = re.compile(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
MOST = 150


def read_all(address: str) -> dict[str, bytes]:
    """Every page and twin that can be reached by links from the first, the same ones in the same order each time."""
    read: dict[str, bytes] = {}
    waiting = ["/"]
    while waiting and len(read) < MOST:
        path = waiting.pop(0)
        if path in read or path.startswith("/static/"):
            continue
        with urllib.request.urlopen(address + path.replace("&amp;", "&"), timeout=30) as answer:
            body = answer.read()
            # A page says for paper where it was printed from; another machine may be called something else.
            read[path] = ONCE.sub(b"", body).replace(address.encode(), b"")
            if "html" in answer.headers["Content-Type"]:
                waiting += [each for each in LINK.findall(body.decode()) if each not in read]
    return read


def test_a_copy_put_back_on_a_new_machine_answers_every_page_byte_for_byte(tmp_path: Path):
    site = Site(tmp_path / "machine")
    site.with_demo()
    with site.serving():
        before = read_all(site.address)
    assert len(before) > 60, sorted(before)
    backup = Path(json.loads(site.run("backup", "--to", str(tmp_path / "elsewhere"), "--json"))["file"])
    # The keys are kept apart from backups, on purpose: an administrator brings both.
    shutil.copytree(site.folder / "keys", tmp_path / "keys-in-a-safe")
    shutil.rmtree(site.folder)

    anew = Site(tmp_path / "new-machine")
    shutil.copytree(tmp_path / "keys-in-a-safe", anew.folder / "keys")
    anew.run("restore", str(backup))
    with anew.serving():
        after = read_all(anew.address)
    assert sorted(after) == sorted(before)
    assert [path for path in before if after[path] != before[path]] == []
