"""Links by which a partner without an account sends: how each stands, and what whoever came by one may do."""

from __future__ import annotations

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.errors import Gone, NotFound
from commonweal.evidence.models import Contract, SendingLink
from commonweal.evidence.returns.rows import LinkRow
from commonweal.journal.actor import Actor, Held
from commonweal.people import slips

# Somebody who came by a link: an Actor of this kind, who may send what this one contract asks for, and nothing else.
KIND, SENDER, CONTRACT = "link", "sender", "evidence.contract"
OPEN, TAKEN_BACK, OVER, EXPIRED, USED = "open", "taken_back", "over", "expired", "used"
WORDS: dict[str, Any] = {
    OPEN: _lazy("open"),
    TAKEN_BACK: _lazy("taken back"),
    OVER: _lazy("nothing more is expected"),
    EXPIRED: _lazy("its time is over"),
    USED: _lazy("has done its work"),
}
# What whoever opens one that is closed reads. None of it is their fault.
CLOSED: dict[str, Any] = {
    TAKEN_BACK: _lazy(
        "This link was taken back. Nothing you did is wrong. Ask whoever sent it to you: they can make a new one."
    ),
    OVER: _lazy("Nothing more is expected here. Thank you for all that came."),
    EXPIRED: _lazy(
        "This link was open until %(day)s. Ask whoever sent it to you for a new one: it takes them a minute, and "
        "late is still welcome."
    ),
    USED: _lazy(
        "What this link was for has come: thank you. If something in it is wrong, or there is more to send, tell "
        "whoever sent you the link."
    ),
}


def state(link: SendingLink) -> str:
    """Open, or why it is not."""
    if link.ended_at is not None:
        return TAKEN_BACK
    if link.contract.ended_at is not None:
        return OVER
    if link.expires_at <= timezone.now():
        return EXPIRED
    return USED if came(link) >= link.most else OPEN


def came(link: SendingLink) -> int:
    """How many files that came by it stand. One that was taken back may come again."""
    return link.deliveries.filter(withdrawn_at=None).count()


def refuse_closed(link: SendingLink) -> None:
    """Say kindly why it opens nothing any more."""
    now = state(link)
    if now != OPEN:
        raise Gone(str(CLOSED[now]) % {"day": formats.date_format(timezone.localtime(link.expires_at), "j F Y")})


def by_code(code: str) -> SendingLink:
    """The link with this code, while it is open."""
    found = SendingLink.objects.select_related("contract").filter(code_hash=slips.hashed(code)).first()
    if found is None:
        raise NotFound(
            _("This link is not known here. It may have been copied in part: try once more, with the whole of it.")
        )
    refuse_closed(found)
    return found


def opened(id: str) -> SendingLink:
    """The link that was opened in this browser, whatever became of it since."""
    rows = SendingLink.objects.select_related("contract__place", "contract__organization")
    found = rows.filter(pk=id or None).first()
    if found is None:
        raise NotFound(_("No link is open in this browser. Open the one that was sent to you."))
    return found


def one(id: str) -> SendingLink:
    """A link, to be taken back."""
    found = SendingLink.objects.select_related("contract__place").filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such link."))
    return found


def actor(link: SendingLink) -> Actor:
    """Whoever came by it: known by the link alone."""
    return Actor(kind=KIND, id=str(link.pk), held=frozenset({Held(SENDER, CONTRACT, str(link.contract_id))}))


def let_in(who: Actor, contract: Contract) -> bool:
    """Did they come by a link to this contract? Whether it is still open is asked as a file is kept."""
    return who.kind == KIND and who.holds(SENDER, CONTRACT, str(contract.pk))


def taken(who: Actor) -> SendingLink | None:
    """Inside a change: the link they came by, held so that two files at once are not both its last."""
    if who.kind != KIND:
        return None
    link = SendingLink.objects.select_for_update().get(pk=who.id)
    refuse_closed(link)
    return link


def rows(contract: Contract) -> list[LinkRow]:
    """The links to a contract, the newest first, for whoever looks after the evidence."""
    return [_row(each) for each in contract.links.select_related("contract").order_by("-made_at")]


def _row(link: SendingLink) -> LinkRow:
    now = state(link)
    return LinkRow(
        str(link.pk), link.for_whom, link.made_at, link.expires_at, link.most, came(link), now, str(WORDS[now])
    )
