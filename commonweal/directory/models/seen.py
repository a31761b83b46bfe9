"""Who may see an entry: everyone, partners, or only those who keep it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.people.rules import administers


class Audience(models.TextChoices):
    """Who may see a record, or a field of one."""

    EVERYONE = "everyone"
    PARTNERS = "partners"  # whoever has a role in its home place, and the organisation itself
    KEEPERS = "keepers"  # the organisation itself, and the place's stewards: a refuge's address


class Seen(models.QuerySet):
    """Rows as a viewer may see them: not what is gone, and not what is for others.

    `chain` names, for the row itself and for each it hangs on, the way to its `audience`, `place` and organisation.
    """

    chain: tuple[tuple[str, str, str], ...] = ()
    optional: frozenset[str] = frozenset()  # ways that may lead nowhere: then nothing hides the row there
    gone: tuple[str, ...] = ("gone_at",)

    def visible_to(self, viewer: Actor) -> Seen:
        """Those this viewer may know of."""
        rows = self.filter(**{f"{each}__isnull": True for each in self.gone})
        if administers(viewer):
            return rows
        for audience, place, organization in self.chain:
            rows = rows.filter(self._seen(viewer, audience, place, organization))
        return rows

    def _seen(self, viewer: Actor, audience: str, place: str, organization: str) -> Q:
        places = [each.scope_id for each in viewer.held if each.scope_kind == PLACE]
        kept = [each.scope_id for each in viewer.held if each.scope_kind == PLACE and each.role == "steward"]
        own = [each.scope_id for each in viewer.held if each.scope_kind == ORGANISATION]
        seen = Q(**{audience: Audience.EVERYONE}) | Q(**{f"{organization}__in": own}) | Q(**{f"{place}__in": kept})
        seen |= Q(**{audience: Audience.PARTNERS, f"{place}__in": places})
        return seen | Q(**{f"{audience}__isnull": True}) if audience in self.optional else seen
