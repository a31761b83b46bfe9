"""How a person is taken out of what was offered and asked: their words, their answers, their thanks, their blocks."""

from __future__ import annotations

from django.db.models import Q

from commonweal.directory.models import Block, Given, Misuse, Offer, OfferAnswer
from commonweal.journal.refs import Ref


def person(gone: Ref) -> None:
    """Everything of theirs goes. That something was given stays as a count, with nobody's name and no words."""
    kind = gone.kind.removeprefix("people.")
    if kind not in ("account", "contributor"):
        return
    Offer.objects.filter(owner_kind=kind, owner_id=gone.id).delete()
    OfferAnswer.objects.filter(by_kind=kind, by_id=gone.id).delete()
    for side in ("giver", "getter"):
        theirs = Given.objects.filter(**{f"{side}_kind": kind, f"{side}_id": gone.id})
        theirs.update(**{f"{side}_kind": "", f"{side}_id": "", "thanks": "", "thanks_by": ""})
    Block.objects.filter(Q(by_kind=kind, by_id=gone.id) | Q(of_kind=kind, of_id=gone.id)).delete()
    Misuse.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="", words="")
