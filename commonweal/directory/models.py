"""What is here, in first form: assets that stand somewhere, each with the source that says so; and what goes on in
them: organisations, their services, and where and when each happens, under the field names of HSDS 3.1."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.ids import new_id
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Area, DatasetVersion, Place, public


class Asset(models.Model):
    """A building, green space or other spot that is here, as its source lists it (an HSDS location of its own).

    `kind` is a key of data/asset_kinds.toml. `id` follows from source and source id, so a second load meets the first.
    """

    OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True)  # empty: nobody has recorded one
    lat = models.FloatField()
    lon = models.FloatField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="assets")  # the smallest area it stands in
    postcode = models.CharField(max_length=8, blank=True)
    address = models.CharField(max_length=400, blank=True)
    website = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=10, default=OPEN)
    details = models.JSONField(default=dict)  # published facts by plain label
    source_id = models.CharField(max_length=120)
    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT)
    gone_at = models.DateTimeField(null=True)  # no longer in its source's newest file

    privacy = public(
        *"id kind name lat lon area postcode address website status details source_id version gone_at".split()
    ) | {"source_id": privacy.HOUSE}

    class Meta:
        indexes = [models.Index(fields=["area", "kind"]), models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return self.name or self.kind


class AssetFact(models.Model):
    """What another source says of an asset, beside what its own list says: with that source and its time."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(max_length=120)
    value = models.CharField(max_length=400)
    when = models.CharField(max_length=60, blank=True)  # the time it describes; empty: its dataset's own
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE)

    privacy = public("id", "asset", "label", "value", "when", "version")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "label", "version"], name="directory_fact_once")]

    def __str__(self) -> str:
        return f"{self.label} of {self.asset_id}"


class Seen(models.QuerySet):
    """Rows as a viewer may see them. What is for partners is seen by roles in its home place, and by itself."""

    path = ""  # the way to the organisation, for rows that belong to one

    def visible_to(self, viewer: Actor) -> Seen:
        """Those this viewer may know of."""
        if administers(viewer):
            return self.all()
        places = [held.scope_id for held in viewer.held if held.scope_kind == PLACE]
        own = [held.scope_id for held in viewer.held if held.scope_kind == ORGANISATION]
        everyone = Q(**{f"{self.path}audience": Organization.EVERYONE})
        if self.path:
            everyone &= Q(audience=Organization.EVERYONE)
        partners = Q(**{f"{self.path}place__in": places}) | Q(**{f"{self.path}pk__in": own})
        return self.filter(everyone | partners)


class SeenServices(Seen):
    """Services: a service of an organisation that is not shown to everyone is not either."""

    path = "organization__"


class Organization(models.Model):
    """Who does something here: a charity, a council, a group without papers (HSDS 3.1 organization).

    Fields are called as the standard calls them; `place` and `audience` are the house's own.
    """

    EVERYONE, PARTNERS = "everyone", "partners"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField()
    email = models.EmailField(blank=True)  # a role's address, never a person's own
    website = models.CharField(max_length=400, blank=True)
    legal_status = models.CharField(max_length=80, blank=True)  # empty: nobody has said; many groups have none
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="organizations")  # a record has one home
    audience = models.CharField(max_length=10, default=EVERYONE)
    last_modified = models.DateTimeField()

    privacy = public(*"id name alternate_name description website legal_status place last_modified".split()) | {
        "email": privacy.PUBLIC,
        "audience": privacy.HOUSE,
    }
    objects = Seen.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "name"])]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """Something an organisation offers to people (HSDS 3.1 service). What it helps with stands in plain words."""

    ACTIVE, INACTIVE, DEFUNCT, PAUSED = "active", "inactive", "defunct", "temporarily closed"  # the standard's words

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=400, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=20, default=ACTIVE)
    fees_description = models.CharField(max_length=400, blank=True)  # empty: unknown, not free
    eligibility_description = models.CharField(max_length=400, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    alert = models.CharField(max_length=400, blank=True)  # what somebody must know before they set out
    assured_date = models.DateField(null=True, blank=True)  # when somebody last said that this is true
    helps_with = models.JSONField(default=list, blank=True)  # plain words until a taxonomy's terms take their place
    audience = models.CharField(max_length=10, default=Organization.EVERYONE)
    last_modified = models.DateTimeField()

    privacy = public(
        *"id organization name alternate_name description url email status fees_description eligibility_description "
        "minimum_age maximum_age alert assured_date helps_with last_modified".split()
    ) | {"audience": privacy.HOUSE}
    objects = SeenServices.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "name"])]

    def __str__(self) -> str:
        return self.name


class ServiceAtLocation(models.Model):
    """A service where it happens (HSDS 3.1 service_at_location): what a person goes to. Its id follows from both."""

    id = models.UUIDField(primary_key=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="service_at_locations")
    description = models.CharField(max_length=400, blank=True)

    privacy = public("id", "service", "location", "description")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="directory_sal_once")]

    def __str__(self) -> str:
        return f"{self.service} at {self.location}"


class Schedule(models.Model):
    """When it is on (HSDS 3.1 schedule), in words a person would say. Dates to reckon with come later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service_at_location = models.ForeignKey(ServiceAtLocation, on_delete=models.CASCADE, related_name="schedules")
    description = models.CharField(max_length=400)

    privacy = public("id", "service_at_location", "description")

    def __str__(self) -> str:
        return self.description
