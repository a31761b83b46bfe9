"""A work on paper: a cover, what its makers made, and the credits. Only what each maker agreed to have printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import Invalid
from commonweal.directory.reaching import look
from commonweal.listening import sheet as sheets
from commonweal.listening.media import queries as media
from commonweal.listening.media.printed import picture
from commonweal.listening.models import Media, Voice, Work
from commonweal.listening.works import changes, queries
from commonweal.listening.works.cloth import cloth
from commonweal.listening.works.rows import WorkRow
from commonweal.listening.works.words import NOT_ON_PAPER

TEMPLATE = Path(__file__).parent.parent / "data" / "edition.typ"
# Colours of a cloth's pieces, by the names the press knows them under, in the order of static/listening/art.css.
INKS = ("far", "need", "voice", "glow", "here", "near", "deep", "need-wash")


def edition(work: Work, *, large: bool = False) -> dict[str, Any]:
    """What stands on the pages of a paper edition."""
    if not work.is_shown:
        raise Invalid(_("It is not shown now, so it is not printed either."))
    may = {str(voice.pk) for voice in changes.on_paper(work)}
    hands = list(work.makers.here().select_related("voice").order_by("made_at", "pk"))  # type: ignore[attr-defined]
    on_paper = [each for each in hands if str(each.voice_id) in may]
    row = queries.row(work, on_paper)
    parts = queries.parts(work, on_paper=True)
    left_out = len(queries.parts(work)) - len(parts)
    names = by(row)
    made = sheets.base(
        work.place,
        title=work.title,
        description=f"{row.kind_label}: {names}",
        address=f"/work/{work.pk}",
        about=work.title,
    )
    return made | {
        "large": large,
        "newspaper": work.kind == "newspaper",
        "by": names,
        "kind": row.kind_label,
        "when": date_format(work.made_on, "F Y") if work.made_on else "",
        "about": sheets.lines(work.about) if work.about else [],
        "cloth": svg([str(each.pk) for each in hands]),
        "cloth-shape": _shape(len(hands)),
        "parts": [
            {
                "heading": each.heading,
                "lines": sheets.lines(each.words) if each.words else [],
                "credit": each.credit,
                "pictures": _pictures(each.voice),
            }
            for each in parts
        ],
        "credits": [{"name": each.credit, "role": each.role} for each in row.makers],
        "unnamed": unnamed(row.unnamed),
        "artist": work.artist,
        "rights": [
            {"label": label, "words": words}
            for label, words in (
                (_("Who may copy it"), work.copying),
                (_("Who decides about it"), work.deciding),
                (_("What happens to any money it brings"), work.income),
            )
            if words
        ],
        "not-on-paper": NOT_ON_PAPER if left_out else "",
        "labels": {
            "made-by": _("Made by"),
            "with": _("with"),
            "see": _("This work on the web, with its sounds and pictures"),
        },
    }


def by(row: WorkRow) -> str:
    """The makers' names, as they agreed to be credited."""
    named = [each.credit for each in row.makers]
    if row.unnamed:
        named.append(unnamed(row.unnamed))
    return ", ".join(named)


def unnamed(many: int) -> str:
    """Those who wish to be counted only."""
    if not many:
        return ""
    return ngettext("one who is not named", "%(n)s who are not named", many) % {"n": many}


def svg(makers: list[str]) -> str:
    """The cloth of a work, for the press."""
    made = cloth(makers)
    if made is None:
        return ""
    told = look.colours()
    inks = [told[each] for each in INKS]
    # A hair of the same colour over each seam, or the paper shows through.
    pieces = "".join(
        f'<polygon points="{each.points}" fill="{inks[each.colour]}" stroke="{inks[each.colour]}" stroke-width="0.5"/>'
        for each in made.pieces
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {made.width} {made.height}">{pieces}</svg>'


def _shape(many: int) -> float:
    """How high a cloth is beside its width, so that a cover shows all of it."""
    made = cloth([str(number) for number in range(many)])
    return made.height / made.width if made else 0.0


def _pictures(voice: str) -> list[dict[str, str]]:
    """Pictures of a part, as far as they may be shown."""
    held = media.public(Voice.objects.filter(pk=voice)) if voice else {}
    return [picture(each.id, each.described) for rows in held.values() for each in rows if each.kind == Media.PICTURE]
