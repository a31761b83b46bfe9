"""A file that was looked at and not yet confirmed: it goes back to its sender, sealed, and nothing is kept here."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.models import Contract
from commonweal.evidence.returns import tables
from commonweal.journal.actor import Actor

SALT, HOURS = "evidence.return", 12


def seal(who: Actor, contract: Contract, table: tables.Table, file: str, how: str) -> str:
    """The table as a sealed text, for this sender and this contract alone."""
    told = {"for": _for(who, contract), "file": file, "how": how, "table": table.written(), "note": table.note}
    return signing.dumps(told, salt=SALT, compress=True)


def unseal(who: Actor, contract: Contract, sealed: str) -> tuple[tables.Table, str, str]:
    """The table, the file's name and how it came. Invalid where it was changed, is another's, or is from yesterday."""
    try:
        told = signing.loads(sealed, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        said = _("What was looked at is no longer here: nothing was kept. Choose the file once more.")
        raise Invalid(said) from error
    if told["for"] != _for(who, contract):
        raise Invalid(_("This was looked at by somebody else, or for another contract. Choose the file once more."))
    return tables.written_back(told["table"]), told["file"], told["how"]


def _for(who: Actor, contract: Contract) -> str:
    return f"{who.kind}/{who.id}/{contract.pk}"
