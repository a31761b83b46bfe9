"""Saying what is not for everyone, with the reason: a refuge's address, a phone that is for partners only."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory import rules
from commonweal.directory.models import OF, Audience, Location, Organization, Service, ServiceAtLocation, Withheld
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.openreferral import standard

WHEREABOUTS = "whereabouts"
# A part of where something is gives the rest away, so these are withheld together or not at all.
TOGETHER = {
    "latitude", "longitude", "addresses", "name", "alternate_name", "description", "transportation", "area",
    "external_identifier", "external_identifier_type",
}  # fmt: skip


@change("directory.entry.withhold", allowed=rules.may_withhold, facts=["field", "audience"])
def withhold(
    who: Actor,
    record: Organization | Service | Location,
    *,
    field: str = "",
    audience: str = Audience.KEEPERS,
    reason: str,
    part: str = "",
) -> Organization | Service | Location:
    """Keep a field of an entry (or, with no field, the whole of it) for partners, or for those alone who keep it.

    `part` is the id of a row that belongs to the entry (a phone, a contact): then it is that row, or its field. With
    the id of a service_at_location it is that the service happens there; the hall stays in the directory. Of a
    location, anything that tells where it is withholds all that does. `audience` EVERYONE shows it again.
    """
    if audience not in Audience.values:
        raise Invalid(_("An entry is for everyone, for partners, or for those who keep it."))
    if audience != Audience.EVERYONE and not reason.strip():
        raise Invalid(_("Say why it is not for everyone, so that whoever comes after you does not undo it."))
    kind = next(name for name, model in OF.items() if type(record) is model)
    about, of = (record.pk, kind) if not part else _part_of(record, kind, part)
    if isinstance(record, Location) and not part and field in TOGETHER:
        field = WHEREABOUTS
    _refuse_unknown(of, field)
    if audience == Audience.EVERYONE:
        Withheld.objects.filter(record=about, field=field).delete()
    else:
        Withheld.objects.update_or_create(
            record=about, field=field, defaults={"kind": of, "audience": audience, "reason": reason.strip()}
        )
    if not part and (field == "" or field == WHEREABOUTS):
        setattr(record, field or "audience", audience)
    if of == "service_at_location" and not field:
        # The hall itself stays in the directory; that this service meets in it does not.
        ServiceAtLocation.objects.filter(pk=about).update(audience=audience)
    record.last_modified = timezone.now()
    record.save()
    current().state(field=field, audience=audience)
    return record


def _refuse_unknown(kind: str, field: str) -> None:
    known = {each.name for each in standard.kind(kind).plain} - {"id"}
    if field and field not in known | ({WHEREABOUTS} if kind == "location" else set()):
        raise Invalid(
            _("There is no “%(field)s” in an entry of this kind. It has: %(known)s.")
            % {"field": field, "known": ", ".join(sorted(known))}
        )


def _part_of(record: Organization | Service | Location, kind: str, part: str):  # type: ignore[no-untyped-def]
    for each in standard.kind(kind).nested:
        if each.is_ != standard.MANY or each.of in ("attribute", "metadata"):
            continue
        found = OF[each.of]._default_manager.filter(pk=part, **{kind: record.pk}).first()
        if found is not None:
            return found.pk, each.of
    raise Invalid(_("Nothing with this id belongs to the entry."))
