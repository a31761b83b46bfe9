"""Words as far as there is room for them."""

from __future__ import annotations

import re


def cut(words: str, most: int) -> str:
    """Words as far as there is room: to the end of a sentence where one ends late enough, else of a word.

    >>> cut("Tea and cake. Bring a friend who likes both.", 20), cut("Tea and company for everybody", 16)
    ('Tea and cake.', 'Tea and company…')
    """
    words = re.sub(r"[^\S\u00a0]+", " ", words).strip()
    if len(words) <= most:
        return words
    sentences = [match.end() for match in re.finditer(r"[.!?…](?= )", words[: most + 1])]
    if sentences and sentences[-1] > most // 2:
        return words[: sentences[-1]]
    return (words[:most].rsplit(" ", 1)[0] if " " in words[:most] else words[:most]).rstrip(" ,;:") + "…"
