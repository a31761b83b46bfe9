"""Takes out of a file what tells where it was taken, and all else that is not picture or sound.

`clean(path)` works on the file itself. Sound and film keep their length: what goes is overwritten with zeros where it
stands, so that nothing has to be moved and nothing is coded anew. Pictures are made anew from what is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonweal.listening.media.clean import mp3, mp4, ogg, pictures, riff, webm
from commonweal.listening.media.clean.facts import Facts, Refused

__all__ = ["Facts", "Refused", "clean", "kind_of"]

HEAD = 4096
Cleaner = Callable[[Path], Facts]
CLEANERS: tuple[tuple[Callable[[bytes], bool], Cleaner], ...] = (
    (pictures.recognise, pictures.clean),
    (riff.recognise, riff.clean),
    (mp4.recognise, mp4.clean),
    (webm.recognise, webm.clean),
    (ogg.recognise, ogg.clean),
    (mp3.recognise, mp3.clean),
)


def cleaner_of(head: bytes) -> Cleaner | None:
    """Which of ours can take this, by its first bytes; None for everything else."""
    for recognise, taken in CLEANERS:
        if recognise(head):
            return taken
    return None


def clean(path: Path) -> Facts:
    """Clean the file and say what it is. Errors: Refused, with a sentence, for what is not taken."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    found = cleaner_of(head)
    if found is None:
        raise Refused.unknown(head)
    return found(path)


def kind_of(type: str) -> str:
    """What a type that somebody says, says: "picture", "sound", "film" or nothing.

    >>> [kind_of(each) for each in ("image/jpeg", "audio/ogg; codecs=opus", "video/mp4", "text/html")]
    ['picture', 'sound', 'film', '']
    """
    return {"image": "picture", "audio": "sound", "video": "film"}.get(type.partition("/")[0].strip().lower(), "")
