"""What things are called in offers and asks, what must not stand in them, and what fits what."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import Invalid
from commonweal.directory.models import Offer

KINDS = {
    "skill": gettext_lazy("A skill"),
    "time": gettext_lazy("Time"),
    "company": gettext_lazy("Company"),
    "knowledge": gettext_lazy("Knowledge"),
    "things": gettext_lazy("Tools and things"),
}
WAYS = {Offer.OFFER: gettext_lazy("I offer"), Offer.ASK: gettext_lazy("I ask for")}
AUDIENCES = {
    Offer.HELPERS: gettext_lazy("Only the stewards and link workers of this place"),
    Offer.GROUPS: gettext_lazy("Only people of organisations that I name"),
    Offer.MEMBERS: gettext_lazy("Everybody who is signed in and has a part in this place"),
    Offer.EVERYONE: gettext_lazy("Everyone, signed in or not"),
}
FEW = 5  # fewer than so many are not counted aloud
MOST = 1000
# What tells where somebody lives, or how to reach them: that goes only through here, once both have said yes.
REACH = re.compile(r"@|\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b|(?:\d[\s\-()]*){7,}|https?://|www\.")


def kept(said: str, *, otherwise: str = "", most: int = MOST) -> str:
    """Words that may be shown: neither empty, where something has to be said, nor telling how to reach somebody."""
    words = said.strip()
    if otherwise and not words:
        raise Invalid(otherwise)
    if len(words) > most:
        raise Invalid(_("This is longer than anybody would read. Say it in fewer words."))
    if REACH.search(words):
        raise Invalid(
            _(
                "Leave out telephone numbers, addresses, postcodes and links: how to reach you is passed on only once "
                "both of you have said yes."
            )
        )
    return words


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, as the search knows them."""
    from commonweal.openreferral.finding.words import spoken  # brings the index's analyser with it

    return frozenset(word.stem for word in spoken(text) if not word.filler and not word.said.isdigit())
