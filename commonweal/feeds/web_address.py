"""A website as a list gives it, made safe to link to. Not a feed itself."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(?:[:/?#][^\s\"'<>]*)?", re.IGNORECASE)


def web_address(text: str | None) -> str:
    """The first address in the cell, or "" where there is none a browser could open: lists hold e-mails and worse.

    >>> web_address("www.wenbeck.example.org")
    'http://www.wenbeck.example.org'
    >>> web_address("javascript:alert(1)")
    ''
    """
    first = (text or "").split(";")[0].strip()
    if first and "://" not in first and first.lower().startswith("www."):
        first = f"http://{first}"
    return first if _ADDRESS.fullmatch(first) else ""
