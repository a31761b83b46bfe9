"""A file of ours that was coded in another tool comes back: what was seen there is seen here, in the very same words.

Only words that are here, may be coded now and have not changed since are met. Nothing else of a project is taken in.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commonweal.core.errors import DomainError
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import render
from commonweal.listening.coding import rules, seeing
from commonweal.listening.coding.changes import bring_codebook
from commonweal.listening.coding.exporting import number_of
from commonweal.listening.models import Coding, Theme, Voice, Words
from commonweal.places.models import Place
from commonweal.refiqda.standard import Project, Text, every_code


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: themes in it, codings taken in, and texts that are not ours or have changed."""

    themes: int
    codings: int
    strange: int


@change("listening.codebook.bring_project", allowed=rules.may_find, facts=["codings", "strange"])
def bring_project(who: Actor, place: Place, *, project: Project) -> Brought:
    """Take over the themes of a project, and what was seen in words of ours. What somebody saw here already stays."""
    bring_codebook(who, place, codes=project.codebook.codes)
    themes = _themes(place, project)
    free = Voice.objects.readable_by(who).for_use("code").filter(place=place)
    rows = Words.objects.filter(voice__in=free.values("pk")).select_related("voice").prefetch_related("redactions")
    here = {number_of(each): each for each in rows}
    codings = strange = 0
    for text in project.texts:
        words = here.get(text.guid)
        if words is None or text.text != render.said(words):
            strange += 1
            continue
        codings += _bring(who, text, words, themes)
    current().state(codings=codings, strange=strange)
    return Brought(len(themes), codings, strange)


def _themes(place: Place, project: Project) -> dict[str, Theme]:
    """Which theme of ours each code of the project is: by its number, or by its name."""
    found: dict[str, Theme] = {}
    for code, _above in every_code(project.codebook.codes):
        standing = Theme.objects.standing().filter(place=place)
        name = " ".join(code.name.split())
        theme = standing.filter(pk=UUID(code.guid)).first() or standing.filter(name__iexact=name).first()
        if theme is not None:
            found[code.guid] = theme
    return found


def _bring(who: Actor, text: Text, words: Words, themes: dict[str, Theme]) -> int:
    hidden = render.covered(words)
    many = 0
    for span in text.spans:
        start, stop = unmoved(span.start, hidden), unmoved(span.stop, hidden)
        for coding in span.codings:
            theme = themes.get(coding.code)
            if theme is None or Coding.objects.filter(theme=theme, words=words, start=start, stop=stop).exists():
                continue
            try:
                seeing.code(who, words.voice, theme=theme, words=words, start=start, stop=stop)
            except DomainError:
                continue  # an empty stretch, or a voice taken back meanwhile
            many += 1
    return many


def unmoved(at: int, hidden: list[tuple[int, int]]) -> int:
    """Where a place in a file of ours is in the words themselves: the other way round of `exporting.moved`."""
    shift = 0
    for start, stop in hidden:
        if at <= start + shift:
            break
        if at < start + shift + len(render.COVER):
            return start
        shift += len(render.COVER) - (stop - start)
    return at - shift
