"""What belongs to an entry, each row to exactly one: under the names and the parents that HSDS 3.1 gives it."""

from __future__ import annotations

from django.db import models

from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Location, Organization, Service, ServiceAtLocation
from commonweal.places.models import public


def of(model: type[models.Model] | str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    """The entry that a part belongs to, or None: it belongs to another."""
    return models.ForeignKey(model, null=True, blank=True, on_delete=models.CASCADE, related_name=name)


class OrganizationIdentifier(models.Model):
    """A number somebody else gave an organisation: charity, company (HSDS organization_identifier)."""

    id = key()
    organization = of(Organization, "organization_identifiers")
    identifier_scheme = text()  # a list of org-id.guide, such as GB-CHC
    identifier_type = text()
    identifier = text()

    privacy = public("id", "organization", "identifier_scheme", "identifier_type", "identifier")

    def __str__(self) -> str:
        return self.identifier


class Address(models.Model):
    """Where a location is, in lines to write on an envelope (HSDS address)."""

    id = key()
    location = of(Location, "addresses")
    attention = text()
    address_1 = text()
    address_2 = text()
    city = text()
    region = text()
    state_province = text()
    postal_code = text()
    country = text()
    address_type = models.CharField(max_length=10, default=Location.PHYSICAL)

    privacy = public(
        *"id location attention address_1 address_2 city region state_province postal_code country address_type".split()
    )

    def __str__(self) -> str:
        return ", ".join(each for each in (self.address_1, self.city, self.postal_code) if each)


class Schedule(models.Model):
    """When it is on (HSDS schedule): an iCalendar rule, a door's hours, or only words.

    `kind` and `group` are ready for HSDS 3.3, which parts opening hours from events; exceptions are days that differ.
    """

    HOURS, EVENT, EXCEPTION = "hours", "event", "exception"

    id = key()
    service = of(Service, "schedules")
    location = of(Location, "schedules")
    service_at_location = of(ServiceAtLocation, "schedules")
    kind = models.CharField(max_length=10, default=HOURS)
    group = text()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.FloatField(null=True, blank=True)  # hours from UTC; None: the place's own time
    until = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    wkst = models.CharField(max_length=2, blank=True, default="")
    freq = models.CharField(max_length=7, blank=True, default="")
    interval = models.PositiveSmallIntegerField(null=True, blank=True)
    byday = text()  # MO,WE or 1MO
    byweekno = text()
    bymonthday = text()
    byyearday = text()
    description = text()  # in words a person would say
    opens_at = models.CharField(max_length=20, blank=True, default="")  # HH:MM
    closes_at = models.CharField(max_length=20, blank=True, default="")
    schedule_link = text()
    attending_type = text()
    notes = text()

    privacy = public(
        *"id service location service_at_location kind group valid_from valid_to dtstart timezone until count wkst "
        "freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link "
        "attending_type notes".split()
    )

    def __str__(self) -> str:
        return self.description or f"{self.byday} {self.opens_at}–{self.closes_at}".strip()


class ServiceArea(models.Model):
    """Whom a service covers, by where they live (HSDS service_area)."""

    id = key()
    service = of(Service, "service_areas")
    service_at_location = of(ServiceAtLocation, "service_areas")
    name = text()
    description = text()
    extent = text()
    extent_type = text()  # geojson, or as the source has it
    uri = text()
    service_area = text()  # the UK profile's older field

    privacy = public(*"id service service_at_location name description extent extent_type uri service_area".split())

    def __str__(self) -> str:
        return self.name or self.service_area


class Contact(models.Model):
    """Whom to ask (HSDS contact): a role where possible. A named person only where they agreed to stand here."""

    id = key()
    organization = of(Organization, "contacts")
    service = of(Service, "contacts")
    service_at_location = of(ServiceAtLocation, "contacts")
    location = of(Location, "contacts")
    name = text()
    title = text()
    department = text()
    email = text()

    privacy = public(*"id organization service service_at_location location name title department email".split())

    def __str__(self) -> str:
        return self.name or self.title


class Phone(models.Model):
    """A number to call (HSDS phone)."""

    id = key()
    location = of(Location, "phones")
    service = of(Service, "phones")
    organization = of(Organization, "phones")
    contact = of(Contact, "phones")
    service_at_location = of(ServiceAtLocation, "phones")
    number = text()
    extension = models.PositiveIntegerField(null=True, blank=True)
    type = text()
    description = text()

    privacy = public(
        *"id location service organization contact service_at_location number extension type description".split()
    )

    def __str__(self) -> str:
        return self.number


class Language(models.Model):
    """A language in which it is offered, or a line is answered (HSDS language)."""

    id = key()
    service = of(Service, "languages")
    location = of(Location, "languages")
    phone = of(Phone, "languages")
    name = text()
    code = text()  # ISO 639
    note = text()

    privacy = public("id", "service", "location", "phone", "name", "code", "note")

    def __str__(self) -> str:
        return self.name or self.code


class Accessibility(models.Model):
    """How people get in and take part (HSDS accessibility)."""

    id = key()
    location = of(Location, "accessibility")
    description = text()
    details = text()
    url = text()
    accessibility = text()  # the UK profile's older field

    privacy = public("id", "location", "description", "details", "url", "accessibility")

    def __str__(self) -> str:
        return self.description or self.accessibility


class CostOption(models.Model):
    """What it costs, for whom, until when (HSDS cost_option). None: unknown; 0: free."""

    id = key()
    service = of(Service, "cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = text()
    currency = text()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    amount_description = text()

    privacy = public(*"id service valid_from valid_to option currency amount amount_description".split())

    def __str__(self) -> str:
        return self.option or self.amount_description


class Funding(models.Model):
    """Who pays for it (HSDS funding)."""

    id = key()
    organization = of(Organization, "funding")
    service = of(Service, "funding")
    source = text()

    privacy = public("id", "organization", "service", "source")

    def __str__(self) -> str:
        return self.source


class RequiredDocument(models.Model):
    """What must be brought (HSDS required_document)."""

    id = key()
    service = of(Service, "required_documents")
    document = text()
    uri = text()

    privacy = public("id", "service", "document", "uri")

    def __str__(self) -> str:
        return self.document


class Url(models.Model):
    """One more address on the web (HSDS url)."""

    id = key()
    organization = of(Organization, "additional_websites")
    service = of(Service, "additional_urls")
    label = text()
    url = text()

    privacy = public("id", "organization", "service", "label", "url")

    def __str__(self) -> str:
        return self.label or self.url


class Unit(models.Model):
    """What room is counted in: places, beds, hours (HSDS unit)."""

    id = key()
    name = text()
    scheme = text()
    identifier = text()
    uri = text()

    privacy = public("id", "name", "scheme", "identifier", "uri")

    def __str__(self) -> str:
        return self.name


class ServiceCapacity(models.Model):
    """How much room there is, as of when (HSDS service_capacity)."""

    id = key()
    service = of(Service, "capacities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    available = models.FloatField()
    maximum = models.FloatField(null=True, blank=True)
    description = text()
    updated = models.DateTimeField()

    privacy = public("id", "service", "unit", "available", "maximum", "description", "updated")

    def __str__(self) -> str:
        return f"{self.available:g} {self.unit}"
