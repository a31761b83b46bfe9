"""Tells the journal what is kept here, and people's receipts what came of what they said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.inquiry import erase, held, queries, receipts
from commonweal.inquiry.models import Commitment, Decision, Progress, YearAccount
from commonweal.journal import kinds, sorts, trace
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        queries.DECISION,
        label=_("a decision"),
        model=Decision,
        visible_to=lambda viewer, ids: set(ids),
        describe=queries.describe_decisions,
    )
    kinds.register(
        queries.COMMITMENT,
        label=_("a promise"),
        model=Commitment,
        visible_to=queries.commitments_visible_to,
        describe=queries.describe_commitments,
        erase=erase.person,
    )
    kinds.register(
        "inquiry.progress",
        label=_("how a promise goes"),
        model=Progress,
        visible_to=queries.progress_visible_to,
        describe=queries.describe_progress,
    )
    kinds.register(
        "inquiry.account",
        label=_("the account of a year"),
        model=YearAccount,
        visible_to=lambda viewer, ids: set(ids),
        describe=queries.describe_accounts,
    )
    sorts.register(queries.DECISION, sorts.DECISION)
    for kind in (queries.COMMITMENT, "inquiry.progress"):
        sorts.register(kind, sorts.PROMISE)
    trace.leads("inquiry.commitment.make", of=queries.DECISION, to=queries.COMMITMENT)
    held_beside.register(held.gather)
    receipts.register()
