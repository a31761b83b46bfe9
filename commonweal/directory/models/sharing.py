"""The directory carried elsewhere: themes of a place, campaigns in two faces, and days on which it shows itself."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.entries import Location, Service
from commonweal.places.models import Place, public


class Theme(models.Model):
    """A part of a place's directory under a name of its own: "Warm spaces". It is the same for everybody who asks.

    What belongs to it follows from `rule` (words it helps with, and filters), and from `picked`, in that order given.
    """

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="themes")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    words = text()
    drawing = models.CharField(max_length=20)  # one of core/drawings
    colour = models.CharField(max_length=10)  # one of the house's colour pairs
    rule = models.JSONField(default=dict, blank=True)
    picked = models.JSONField(default=list, blank=True)  # ids of services, in order
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    last_modified = models.DateTimeField()

    privacy = public(
        *"id place slug title words drawing colour rule picked first_day last_day made_at last_modified".split()
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "slug"], name="directory_theme_once")]

    def __str__(self) -> str:
        return self.title


class Campaign(models.Model):
    """A theme with two faces under one look: what the public reads, and what health staff can say and do."""

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, primary_key=True, related_name="campaign")
    invitation = text()  # warm words for the public, under the title
    whom = text()  # for health staff: whom it may help
    say = text()  # what to say in a consultation, in plain words
    refer = text()  # how to refer or signpost
    evidence = models.JSONField(default=list, blank=True)  # statement, source, address; none without its source
    last_modified = models.DateTimeField()

    privacy = public("theme", "invitation", "whom", "say", "refer", "evidence", "last_modified")

    def __str__(self) -> str:
        return f"campaign: {self.theme_id}"


class Showcase(models.Model):
    """A day or an evening on which what is here shows itself, and what became of it."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="showcases")
    title = models.CharField(max_length=120)
    words = text()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    access = text()  # how people get in and take part: as told for this day
    became = text()  # what became of it, said afterwards
    called_off = models.BooleanField(default=False)
    last_modified = models.DateTimeField()

    privacy = public(*"id place title words starts_at ends_at location access became called_off last_modified".split())

    class Meta:
        indexes = [models.Index(fields=["place", "starts_at"], name="directory_showcase_when")]

    def __str__(self) -> str:
        return self.title


class Stall(models.Model):
    """A service that shows itself there: with a stall, or something to try."""

    INVITED, CONFIRMED = "invited", "confirmed"

    showcase = models.ForeignKey(Showcase, on_delete=models.CASCADE, related_name="stalls")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    offers = text()  # "a taster at seven", "a table with forms"
    state = models.CharField(max_length=10, default=INVITED)

    # Who was asked and has not answered is told to nobody but those who asked.
    privacy = {
        "id": privacy.HOUSE,
        "showcase": privacy.PUBLIC,
        "service": privacy.PUBLIC,
        "offers": privacy.PUBLIC,
        "state": privacy.PARTNER,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["showcase", "service"], name="directory_stall_once")]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.showcase_id}"
