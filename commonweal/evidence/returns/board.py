"""How each contract stands, in a row, and what to do next, said kindly."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

from commonweal.evidence.models import Contract
from commonweal.evidence.returns import released, who
from commonweal.evidence.returns.rows import BoardRow, Square
from commonweal.evidence.returns.standing import Standing, lines, standing
from commonweal.evidence.returns.words import EVERY, MARKS, STATES
from commonweal.journal.actor import Actor
from commonweal.methods.completeness import periods
from commonweal.methods.completeness.periods import LATE, MISSING, NOT_DUE, RECEIVED, Arrival

SHOWN = 12  # squares: three years of quarters, one year of months
MUCH_UNSAID, LITTLE_FILLED, FEW_AREAS = 20.0, 90.0, 80.0


def row(viewer: Actor, contract: Contract) -> BoardRow:
    """One row of the board, with as much as this viewer may know."""
    now, close = standing(contract), who.works_with(viewer, contract)
    found = now.newest.found if now.newest else {}
    worst = [each for each in found.get("fields", ()) if each["complete"] is not None]
    valid = [each["valid"] for each in found.get("fields", ()) if each["valid"] is not None]
    areas = 100 * found.get("areas", 0) / found["areas_expected"] if found.get("areas_expected") else None
    complete = min((each["complete"] for each in worst), default=None)
    unsaid = released.not_stated(now, lines(now), released.answers(now))
    said = _next(now, areas, complete, unsaid)
    late = any(each.state == MISSING for each in now.timely.arrivals)
    return BoardRow(
        key=contract.key,
        title=now.document.title,
        partner=contract.organization.name,
        partner_address=f"/organization/{contract.organization_id}",
        address=f"/place/{contract.place.slug}/returns/{contract.key}",
        every=str(EVERY[now.document.every]),
        expected=now.timely.expected,
        received=now.timely.received,
        last_period=max(now.in_use, default=""),
        last_received=now.timely.last_received,
        areas_percent=areas,
        not_stated_percent=unsaid,
        dimension=now.document.group.dimension if now.document.group else "",
        days_since=now.timely.days_since if close else None,
        median_days=now.timely.median_days if close else None,
        complete_percent=complete if close else None,
        valid_percent=min(valid, default=None) if close else None,
        next=said if close else "",
        calm=not late,
        works_with=close,
        squares=tuple(square(each, close=close) for each in now.timely.arrivals[-SHOWN:]),
    )


def square(each: Arrival, *, close: bool) -> Square:
    """One period, with as much as this viewer may know."""
    # To others a return that came late has come: how late is between the partner and those who look after the evidence.
    state = RECEIVED if each.state == LATE and not close else each.state
    told = STATES[state] if close or state != RECEIVED else _("has come")
    words = _("%(period)s: %(state)s") % {"period": each.period.code, "state": told}
    if close and each.days_late:
        words += " " + _("(%(days)s days after its day)") % {"days": each.days_late}
    return Square(each.period.code, state, words, MARKS[state], each.days_late if close else None)


def _next(now: Standing, areas: float | None, complete: float | None, unsaid: float | None) -> str:
    """What to do next, in a sentence or two. Never a reproach: whoever sends does it beside their work."""
    if now.contract.ended_at:
        return _("Nothing more is expected. Thank you for all that came.")
    said = []
    if missing := [each.period.code for each in now.timely.arrivals if each.state == MISSING]:
        told = _(
            "%(periods)s can still be sent, whenever it is ready. Until then it is shown as a gap, and not as zero."
        )
        said.append(told % {"periods": ", ".join(missing[-4:])})
    if areas is not None and areas < FEW_AREAS:
        told = _(
            "The last file tells of %(share)s in 100 areas. If nobody was counted in the others, a row with 0 "
            "says so; otherwise they stay unknown."
        )
        said.append(told % {"share": f"{areas:.0f}"})
    if unsaid is not None and unsaid > MUCH_UNSAID:
        told = _(
            "For %(share)s in 100 people the group is not stated. Saying why it is asked, and asking once more, "
            "often brings most of it."
        )
        said.append(told % {"share": f"{unsaid:.0f}"})
    if complete is not None and complete < LITTLE_FILLED:
        told = _("One column is filled in for %(share)s in 100. What is known can be sent again for the same period.")
        said.append(told % {"share": f"{complete:.0f}"})
    return " ".join(said[:2]) or _all_well(now)


def _all_well(now: Standing) -> str:
    waiting = [each for each in now.timely.arrivals if each.state == NOT_DUE]
    last = now.timely.arrivals[-1].period if now.timely.arrivals else None
    coming = waiting[0].period if waiting else (last.next if last else now.document.first)
    due = periods.arrivals(coming, {}, due_days=now.document.due_days, today=coming.next.start)[0].due
    return _("All that was expected has come. %(period)s is expected by %(day)s.") % {
        "period": coming.code,
        "day": formats.date_format(due, "j F Y"),
    }
