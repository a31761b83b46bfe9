"""Fetching published files from a folder that another place serves (see manifest.py): whole, or not under their name.

One request at a time, and nothing twice: what is here already is known by its fingerprint, what was cut off goes on
from where it stopped, and a server that asks to be left alone for a while is.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from commonweal import __version__
from commonweal.feeds import manifest
from commonweal.feeds.manifest import BadManifest, Offered

WHO = f"Commonweal/{__version__} (place fetch; one file at a time)"
TIMEOUT = 30.0
TRIES = 4
MOST_WAIT = 120.0
BLOCK = 1 << 16
SPARE_BYTES = 10_000_000
STATE = ".mirror.json"
AGAIN = {429, 500, 502, 503, 504}


class CannotFetch(Exception):
    """Nothing, or nothing more, can be fetched. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Got:
    """What became of one file: "fetched", "resumed", "held" (here already) or "failed" with a reason."""

    dataset: str
    path: str
    outcome: str
    bytes: int = 0  # that came over the network
    why: str = ""


Tell = Callable[[Offered, int], None]
Sleep = Callable[[float], None]


@dataclass(slots=True)
class Fetcher:
    """Fetches from one base address into one folder."""

    base: str
    folder: Path
    tell: Tell = lambda offered, done: None
    sleep: Sleep = time.sleep

    def offered(self) -> list[Offered]:
        """What the other place offers now. An unchanged list is not sent again."""
        self.base = self._checked()
        state = self._state()
        kept = state.get("index", {}) if state.get("base") == self.base else {}
        asks = {}
        if kept.get("etag"):
            asks["If-None-Match"] = kept["etag"]
        if kept.get("modified"):
            asks["If-Modified-Since"] = kept["modified"]
        address = self.base + manifest.INDEX
        try:
            with self._open(address, asks) as answer:
                text = answer.read().decode("utf-8", errors="replace")
                index = {
                    "etag": answer.headers.get("ETag", ""),
                    "modified": answer.headers.get("Last-Modified", ""),
                    "text": text,
                }
        except _NotModified:
            index = kept
        except _Missing as missing:
            raise CannotFetch(
                f"There is no list of files at {address}. Check the address; whoever serves it makes the list with "
                "`commonweal place mirror FOLDER`."
            ) from missing
        except (http.client.HTTPException, OSError) as cut:
            raise CannotFetch(f"The list of files at {address} came only in part. Try again.") from cut
        try:
            out = manifest.read(index["text"])
        except BadManifest as bad:
            raise CannotFetch(f"Nothing was fetched from {self.base}: {bad}. Tell whoever serves it.") from bad
        self._keep(state | {"base": self.base, "index": index})
        return out

    def all(self, wanted: Iterable[Offered]) -> list[Got]:
        """Fetch each in turn. One that fails does not keep the others from coming; a full disk does."""
        return [self.one(each) for each in wanted]

    def one(self, offered: Offered) -> Got:
        """Fetch a file, unless it is here."""
        target = self.folder / offered.path
        if self._held(target, offered):
            return Got(offered.dataset, offered.path, "held")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            return self._fetch(offered, target)
        except _Missing:
            why = "it is on the list, but not there. Whoever serves it should make the list anew."
        except _Wrong as wrong:
            why = str(wrong)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise CannotFetch(_full(self.folder)) from error
            raise
        return Got(offered.dataset, offered.path, "failed", why=why)

    def _fetch(self, offered: Offered, target: Path) -> Got:
        part = target.with_name(target.name + ".part")
        began = part.stat().st_size if part.exists() else 0
        free = shutil.disk_usage(target.parent).free
        if free < offered.size - began + SPARE_BYTES:
            raise CannotFetch(_full(self.folder))
        came = self._through_breaks(offered, part)
        if manifest.digest(part) != offered.sha256 and began:
            # What was kept from before may be of an older file: once more, from the start.
            part.unlink()
            came += self._through_breaks(offered, part)
        if manifest.digest(part) != offered.sha256:
            part.unlink()
            raise _Wrong(
                "what came is not what the list says (wrong fingerprint). It was thrown away; try again later."
            )
        part.replace(target)
        self._remember(target, offered)
        return Got(offered.dataset, offered.path, "resumed" if began else "fetched", came)

    def _through_breaks(self, offered: Offered, part: Path) -> int:
        """Go on after each break, as long as each try brings something or tries are left."""
        came = 0
        for tries in range(1, TRIES + 1):
            before = part.stat().st_size if part.exists() else 0
            try:
                came += self._once(offered, part)
            except (http.client.HTTPException, TimeoutError, ConnectionError) as cut:
                after = part.stat().st_size if part.exists() else 0
                came += max(0, after - before)
                if tries == TRIES:
                    raise CannotFetch(
                        f"The connection broke {TRIES} times while {offered.path} was coming. What came is kept: do "
                        "this again and it goes on from there."
                    ) from cut
                self.sleep(min(2.0**tries, 10.0))
                continue
            if part.stat().st_size == offered.size:
                return came
        raise _Wrong("it came in another size than the list says. Whoever serves it should make the list anew.")

    def _once(self, offered: Offered, part: Path) -> int:
        """One request for what is missing. Ends early, with what came kept, where the connection breaks."""
        have = part.stat().st_size if part.exists() else 0
        if have > offered.size:
            part.unlink()
            have = 0
        if have == offered.size and part.exists():
            return 0
        asks = {"Range": f"bytes={have}-"} if have else {}
        came = 0
        with self._open(self.base + urllib.parse.quote(offered.path), asks) as answer:
            goes_on = answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            done = have if goes_on else 0
            with part.open("ab" if goes_on else "wb") as stream:
                while done <= offered.size and (block := answer.read(BLOCK)):
                    stream.write(block)
                    done, came = done + len(block), came + len(block)
                    self.tell(offered, done)
        if done < offered.size:
            raise http.client.IncompleteRead(b"", offered.size - done)
        return came

    def _open(self, address: str, asks: dict[str, str]) -> Any:
        """Ask, waiting as the server wishes, a few times."""
        request = urllib.request.Request(address, headers={"User-Agent": WHO, "Accept-Encoding": "identity", **asks})
        for tries in range(1, TRIES + 1):
            try:
                return urllib.request.urlopen(request, timeout=TIMEOUT)
            except urllib.error.HTTPError as answer:
                if answer.code == 304:
                    raise _NotModified from answer
                if answer.code in (404, 410):
                    raise _Missing from answer
                if answer.code not in AGAIN or tries == TRIES:
                    raise CannotFetch(_said(address, answer.code)) from answer
                self.sleep(_wait(address, answer.headers.get("Retry-After", ""), tries))
            except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
                if tries == TRIES:
                    raise CannotFetch(_unreachable(address)) from error
                self.sleep(min(2.0**tries, 10.0))
        raise CannotFetch(_unreachable(address))

    def _checked(self) -> str:
        parts = urllib.parse.urlsplit(self.base)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise CannotFetch(f"“{self.base}” is no address of a mirror, which begins with https:// or http://.")
        return self.base.rstrip("/") + "/"

    def _held(self, target: Path, offered: Offered) -> bool:
        """Is it here, by its fingerprint? One taken before is believed while size and time of the file are the same."""
        if not target.is_file() or target.stat().st_size != offered.size:
            return False
        known = self._state().get("files", {}).get(offered.path, {})
        if known.get("time") != target.stat().st_mtime_ns:
            known = {"sha256": manifest.digest(target), "time": target.stat().st_mtime_ns}
            self._remember_as(offered.path, known)
        return bool(known["sha256"] == offered.sha256)

    def _remember(self, target: Path, offered: Offered) -> None:
        self._remember_as(offered.path, {"sha256": offered.sha256, "time": target.stat().st_mtime_ns})

    def _remember_as(self, path: str, known: dict[str, Any]) -> None:
        state = self._state()
        self._keep(state | {"files": state.get("files", {}) | {path: known}})

    def _state(self) -> dict[str, Any]:
        try:
            state = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _keep(self, state: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / STATE).write_text(json.dumps(state), encoding="utf-8")


class _NotModified(Exception):
    pass


class _Missing(Exception):
    pass


class _Wrong(Exception):
    pass


def _wait(address: str, asked: str, tries: int) -> float:
    """How long to wait before asking again: as long as the server says, within reason."""
    seconds = min(2.0**tries, 10.0)
    if asked.strip().isdigit():
        seconds = float(asked)
    elif asked:
        with contextlib.suppress(ValueError, TypeError):  # a date nobody can read is no date
            seconds = max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    if seconds > MOST_WAIT:
        minutes = round(seconds / 60)
        raise CannotFetch(f"{_host(address)} asks to be left alone for {minutes} minutes. Do this again after that.")
    return seconds


def _host(address: str) -> str:
    return urllib.parse.urlsplit(address).netloc


def _said(address: str, code: int) -> str:
    if code in (401, 403):
        return f"{_host(address)} does not let us have {address} ({code}). Ask whoever serves it."
    if code in AGAIN:
        return f"{_host(address)} is busy or out of order ({code}), and was so {TRIES} times. Try again later."
    return f"{_host(address)} answered {code} for {address}. Check the address, or ask whoever serves it."


def _unreachable(address: str) -> str:
    return f"{_host(address)} cannot be reached. Check the address and this machine’s network, then try again."


def _full(folder: Path) -> str:
    return f"There is too little room on the disk for {folder}. Make room, then do this again: what came is kept."
