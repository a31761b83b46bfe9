"""What people offer and ask, seen only by those they choose; answers to it; what was given; blocks and reports.

An offer is a person's own: whoever looks after the software sees no more of it than anybody else does.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Organization
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.places.models import Area, Place

HELPERS = ("steward", "link_worker")


class SeenOffers(models.QuerySet["Offer"]):
    """Offers and asks as a viewer may see them."""

    def on(self) -> SeenOffers:
        """Those that stand today."""
        return self.filter(until__gte=timezone.localdate(), stopped_at=None)

    def of(self, person: Actor) -> SeenOffers:
        """A person's own."""
        return self.filter(owner_kind=person.kind, owner_id=person.id) if person.known else self.none()

    def visible_to(self, viewer: Actor) -> SeenOffers:
        """Those whose owner chose this viewer among others, or that are their own; never across a block."""
        held = [each for each in viewer.held if each.scope_kind == PLACE]
        own = [each.scope_id for each in viewer.held if each.scope_kind == ORGANISATION]
        homes = Organization.objects.filter(pk__in=own).values("place")
        helped = [each.scope_id for each in held if each.role in HELPERS]
        seen = Q(audience=Offer.EVERYONE)
        seen |= Q(audience=Offer.HELPERS, place__in=helped)
        seen |= Q(audience=Offer.MEMBERS, place__in=[each.scope_id for each in held])
        seen |= Q(audience=Offer.MEMBERS, place__in=homes)
        seen |= Q(audience=Offer.GROUPS, pk__in=OfferGroup.objects.filter(organization__in=own).values("offer"))
        rows = self.on().filter(seen)
        if not viewer.known:
            return rows
        for kind, ids in _apart(viewer).items():
            rows = rows.exclude(owner_kind=kind, owner_id__in=ids)
        return rows | self.of(viewer).on()


class Offer(models.Model):
    """What somebody offers, or asks for, in their own words, until a day. Taken away, its words are gone."""

    OFFER, ASK = "offer", "ask"
    HELPERS, GROUPS, MEMBERS, EVERYONE = "helpers", "groups", "members", "everyone"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="offers")
    owner_kind = models.CharField(max_length=20)  # account | contributor
    owner_id = models.CharField(max_length=64)
    way = models.CharField(max_length=5)
    kind = models.CharField(max_length=12)
    words = text()
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # roughly where
    when = text()
    called = text()  # as they want to be called here
    reach = text()  # passed to one person, once both have said yes
    until = models.DateField()
    audience = models.CharField(max_length=10, default=HELPERS)
    organizations = models.ManyToManyField(Organization, through="OfferGroup", related_name="+")
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # by a steward, after a report
    stopped_why = text()

    privacy = {
        "id": privacy.HOUSE,
        "place": privacy.HOUSE,
        "made_at": privacy.HOUSE,
        "reminded_at": privacy.HOUSE,
        "stopped_at": privacy.HOUSE,
        "stopped_why": privacy.PERSONAL,
        "owner_kind": privacy.PERSONAL,
        "owner_id": privacy.PERSONAL,
        "way": privacy.PERSONAL,
        "kind": privacy.PERSONAL,
        "words": privacy.SENSITIVE,
        "area": privacy.PERSONAL,
        "when": privacy.PERSONAL,
        "called": privacy.PERSONAL,
        "reach": privacy.SENSITIVE,
        "until": privacy.PERSONAL,
        "audience": privacy.PERSONAL,
    }
    objects = SeenOffers.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "until"]), models.Index(fields=["owner_kind", "owner_id"])]

    def __str__(self) -> str:
        return f"{self.way}: {self.kind}"

    @property
    def owner(self) -> Actor:
        """Whose it is."""
        return Actor(self.owner_kind, self.owner_id)


class OfferGroup(models.Model):
    """An organisation whose people may see an offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)

    privacy = {"id": privacy.HOUSE, "offer": privacy.PERSONAL, "organization": privacy.PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "organization"], name="directory_offer_group_once")]

    def __str__(self) -> str:
        return f"{self.offer_id} for {self.organization_id}"


class OfferAnswer(models.Model):
    """Somebody says "yes please", or "I can". Nothing of how to reach either is passed on before both said yes."""

    WAITING, AGREED, DECLINED = "waiting", "agreed", "declined"

    id = key()
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="answers")
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    called = text()
    words = text()
    reach = text()
    state = models.CharField(max_length=10, default=WAITING)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": privacy.HOUSE,
        "offer": privacy.PERSONAL,
        "by_kind": privacy.PERSONAL,
        "by_id": privacy.PERSONAL,
        "called": privacy.PERSONAL,
        "words": privacy.SENSITIVE,
        "reach": privacy.SENSITIVE,
        "state": privacy.PERSONAL,
        "made_at": privacy.PERSONAL,
        "decided_at": privacy.PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "by_kind", "by_id"], name="directory_offer_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.state} to {self.offer_id}"

    @property
    def by(self) -> Actor:
        """Who answered."""
        return Actor(self.by_kind, self.by_id)


class Given(models.Model):
    """Something was given from one to another, and perhaps thanked for. It outlasts the offer: its words do not."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    answer = models.OneToOneField(OfferAnswer, null=True, blank=True, on_delete=models.SET_NULL, related_name="given")
    giver_kind = models.CharField(max_length=20, blank=True)  # empty: they were erased
    giver_id = models.CharField(max_length=64, blank=True)
    getter_kind = models.CharField(max_length=20, blank=True)
    getter_id = models.CharField(max_length=64, blank=True)
    on = models.DateField()
    thanks = text()
    thanks_by = models.CharField(max_length=6, blank=True)  # giver | getter

    privacy = {"id": privacy.HOUSE, "place": privacy.HOUSE, "kind": privacy.HOUSE} | dict.fromkeys(
        "answer giver_kind giver_id getter_kind getter_id on thanks_by".split(), privacy.PERSONAL
    ) | {"thanks": privacy.SENSITIVE}  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["place", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} given"


class Block(models.Model):
    """Somebody wants nothing more to do with somebody else here. Neither is shown what the other offers."""

    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    of_kind = models.CharField(max_length=20)
    of_id = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    privacy = {"id": privacy.HOUSE} | dict.fromkeys("by_kind by_id of_kind of_id made_at".split(), privacy.SENSITIVE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_kind", "by_id", "of_kind", "of_id"], name="directory_block_once")
        ]

    def __str__(self) -> str:
        return f"{self.by_kind}/{self.by_id} from {self.of_kind}/{self.of_id}"


class Misuse(models.Model):
    """Somebody told us that an offer is not what it says, or hurts people. A steward reads both."""

    OPEN, STOPPED, LEFT = "open", "stopped", "left"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    words = text()
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default=OPEN)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy = {"id": privacy.HOUSE, "place": privacy.HOUSE} | dict.fromkeys(
        "offer by_kind by_id state made_at decided_at".split(), privacy.PERSONAL
    ) | {"words": privacy.SENSITIVE}  # fmt: skip

    def __str__(self) -> str:
        return f"{self.state} in {self.place_id}"


def _apart(viewer: Actor) -> dict[str, list[str]]:
    """From whom a block keeps this viewer apart, whoever of the two made it."""
    mine = Block.objects.filter(by_kind=viewer.kind, by_id=viewer.id).values_list("of_kind", "of_id")
    theirs = Block.objects.filter(of_kind=viewer.kind, of_id=viewer.id).values_list("by_kind", "by_id")
    found: dict[str, list[str]] = {}
    for kind, id in (*mine, *theirs):
        found.setdefault(kind, []).append(id)
    return found
