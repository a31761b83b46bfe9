"""Entries: who does something here, what they offer, where it happens. Fields are called as HSDS 3.1 calls them.

`place`, `audience`, `whereabouts`, `source`, `gone_at`, `asset` and `area` are the house's own.
"""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.assets import Asset
from commonweal.directory.models.seen import Audience, Seen
from commonweal.directory.models.sources import SourceRecord
from commonweal.places.models import Area, Place, public

HOUSE = dict.fromkeys(("audience", "source", "gone_at"), privacy.HOUSE)


def shown_to() -> models.CharField:  # type: ignore[type-arg]
    """Who may see it at all."""
    return models.CharField(max_length=10, default=Audience.EVERYONE)


def made_from() -> models.ForeignKey:  # type: ignore[type-arg]
    """The record of another directory that it was made from; None: it was written here."""
    return models.ForeignKey(SourceRecord, null=True, on_delete=models.SET_NULL, related_name="+")


class SeenOrganizations(Seen):
    """Organisations."""

    chain = (("audience", "place", "pk"),)


class SeenServices(Seen):
    """Services: a service of an organisation that is not shown to everyone is not either."""

    chain = (
        ("audience", "place", "organization"),
        ("organization__audience", "organization__place", "organization"),
    )
    optional = frozenset({"organization__audience"})


class SeenLocations(Seen):
    """Locations whose whereabouts a viewer may know. What may not be known is not counted either."""

    chain = (
        ("audience", "place", "organization"),
        ("whereabouts", "place", "organization"),
    )


class SeenHeld(Seen):
    """Services where they happen: both the service and the whereabouts must be for this viewer."""

    chain = (
        ("service__audience", "service__place", "service__organization"),
        ("service__organization__audience", "service__organization__place", "service__organization"),
        ("location__audience", "location__place", "service__organization"),
        ("location__whereabouts", "location__place", "service__organization"),
        ("audience", "service__place", "service__organization"),
    )
    optional = frozenset({"service__organization__audience"})
    gone = ("service__gone_at", "location__gone_at")


class Organization(models.Model):
    """Who does something here: a charity, a council, a group without papers (HSDS organization)."""

    EVERYONE, PARTNERS = Audience.EVERYONE, Audience.PARTNERS

    id = key()
    name = text()
    alternate_name = text()
    description = text()
    email = text()  # a role's address, never a person's own
    website = text()
    tax_status = text()
    tax_id = text()
    year_incorporated = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_status = text()  # empty: nobody has said; many groups have none
    logo = text()
    uri = text()
    parent_organization = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="organizations")  # a record has one home
    audience = shown_to()
    source = made_from()
    last_modified = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)  # no longer in its source

    privacy = (
        public(
            *"id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo "
            "uri parent_organization place last_modified".split()
        )
        | HOUSE
    )
    objects = SeenOrganizations.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "name"])]

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    """What several services of an organisation belong to (HSDS program)."""

    id = key()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="programs")
    name = text()
    alternate_name = text()
    description = text()

    privacy = public("id", "organization", "name", "alternate_name", "description")

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """Something offered to people (HSDS service). What it helps with stands in plain words beside its terms."""

    ACTIVE, INACTIVE, DEFUNCT, PAUSED = "active", "inactive", "defunct", "temporarily closed"  # the standard's words

    id = key()
    # None: its source names nobody. Said so on its page; never made up.
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="services"
    )
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="services")
    name = text()
    alternate_name = text()
    description = text()
    url = text()
    email = text()
    status = models.CharField(max_length=20, default=ACTIVE)
    interpretation_services = text()
    application_process = text()
    fees_description = text()  # empty: unknown, not free
    wait_time = text()
    fees = text()
    accreditations = text()
    eligibility_description = text()
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True)  # when somebody last said that this is true
    assurer_email = text()
    licenses = text()
    alert = text()  # what somebody must know before they set out
    helps_with = models.JSONField(default=list, blank=True)  # plain words, published as terms of their own taxonomy
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="services")
    audience = shown_to()
    source = made_from()
    last_modified = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    privacy = (
        public(
            *"id organization program name alternate_name description url email status interpretation_services "
            "application_process fees_description wait_time fees accreditations eligibility_description minimum_age "
            "maximum_age assured_date licenses alert helps_with place last_modified".split()
        )
        | HOUSE
        # Whoever vouches for an entry does so at work, but by a name of their own: never published.
        | {"assurer_email": privacy.PERSONAL}
    )
    objects = SeenServices.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "status"])]

    def __str__(self) -> str:
        return self.name


class Location(models.Model):
    """Where something happens: a building, a park, a van's round, a place online (HSDS location).

    Where it is a listed asset, `asset` says which, and the two have one id. `area` is the smallest area it lies in.
    """

    PHYSICAL, POSTAL, VIRTUAL = "physical", "postal", "virtual"

    id = key()
    location_type = models.CharField(max_length=10, default=PHYSICAL)
    url = text()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations"
    )
    name = text()
    alternate_name = text()
    description = text()
    transportation = text()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = text()
    external_identifier_type = text()
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="locations")
    audience = shown_to()
    whereabouts = shown_to()  # who may know where it is: name, address, point and area together, never a part of them
    source = made_from()
    last_modified = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    privacy = (
        public(
            *"id location_type url organization name alternate_name description transportation latitude longitude "
            "external_identifier external_identifier_type asset area place last_modified".split()
        )
        | HOUSE
        | {"whereabouts": privacy.HOUSE}
    )
    objects = SeenLocations.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place"])]

    def __str__(self) -> str:
        return self.name


class ServiceAtLocation(models.Model):
    """A service where it happens (HSDS service_at_location): what a person goes to. Its id follows from both."""

    id = models.UUIDField(primary_key=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="service_at_locations")
    description = text()
    audience = models.CharField(max_length=10, default=Audience.EVERYONE)  # who may know that it happens just there

    privacy = public("id", "service", "location", "description") | {"audience": privacy.HOUSE}
    objects = SeenHeld.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="directory_sal_once")]

    def __str__(self) -> str:
        return f"{self.service} at {self.location}"
