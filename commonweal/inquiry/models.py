"""What was decided, what was promised, how it goes, and a place's account of a year.

Nothing here holds words that somebody said: voices, quotes and figures are named in the journal's because, and are
shown as far as they may be shown at that moment.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models import Organization
from commonweal.journal.actor import Actor
from commonweal.listening.models import Quote
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.places.models import Place

KEEPERS = ("steward", "facilitator")  # roles in a place that write down decisions and commitments


def kept_places(viewer: Actor) -> list[str]:
    """The places whose decisions and commitments this viewer writes down."""
    return [held.scope_id for held in viewer.held if held.scope_kind == PLACE and held.role in KEEPERS]


class SeenDecisions(models.QuerySet["Decision"]):
    """What was decided is for everybody to know."""

    def visible_to(self, viewer: Actor) -> SeenDecisions:
        """All of them."""
        return self.all()


class Decision(models.Model):
    """What was decided in a place: when, by whom, and what was decided against, because of what."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="decisions")
    title = models.CharField(max_length=200)
    what = text()
    on = models.DateField()
    by_whom = models.CharField(max_length=200)  # "the residents' meeting and the council's cabinet"
    against = text()  # what was not chosen, and why
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id place title what on by_whom against made_at".split(), privacy.PUBLIC)
    objects = SeenDecisions.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "on"])]

    def __str__(self) -> str:
        return self.title


class SeenCommitments(models.QuerySet["Commitment"]):
    """Commitments as a viewer may know of them: everybody, once its resident owner has confirmed it."""

    def confirmed(self) -> SeenCommitments:
        """Those that both owners stand behind."""
        return self.exclude(confirmed_at=None)

    def of(self, person: Actor) -> SeenCommitments:
        """Those that this resident owns."""
        return self.filter(owner_kind=person.kind, owner_id=person.id) if person.known else self.none()

    def open(self) -> SeenCommitments:
        """Those that are neither done nor given up."""
        return self.filter(state__in=Commitment.OPEN)

    def overdue(self) -> SeenCommitments:
        """Those whose day has passed."""
        return self.open().filter(by__lt=timezone.localdate())

    def visible_to(self, viewer: Actor) -> SeenCommitments:
        """The confirmed ones; before that, its two owners and whoever writes commitments down in the place."""
        bodies = [held.scope_id for held in viewer.held if held.scope_kind == ORGANISATION]
        seen = ~Q(confirmed_at=None) | Q(place__in=kept_places(viewer)) | Q(body__in=bodies)
        if viewer.known:
            person = Actor(viewer.for_kind, viewer.for_id) if viewer.for_id else viewer
            seen |= Q(owner_kind=person.kind, owner_id=person.id)
        return self.filter(seen)


class Commitment(models.Model):
    """Who will do what by when, because of what people said. It has two owners: a resident and a body."""

    PROMISED, UNDER_WAY, DONE, NOT_DONE = "promised", "under_way", "done", "not_done"
    OPEN = (PROMISED, UNDER_WAY)
    # From where to where it may go. What was called done or given up can be taken up again: people are wrong at times.
    NEXT = {
        PROMISED: (UNDER_WAY, DONE, NOT_DONE),
        UNDER_WAY: (DONE, NOT_DONE),
        DONE: (UNDER_WAY,),
        NOT_DONE: (UNDER_WAY,),
    }

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="commitments")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments")
    title = models.CharField(max_length=200)
    what = text()
    body = models.ForeignKey(Organization, null=True, on_delete=models.SET_NULL, related_name="commitments")
    body_name = models.CharField(max_length=300)  # as it was called when it promised: it stays if the entry goes
    for_body = text()  # who promised it there, by their office: "the head of housing"
    owner_kind = models.CharField(max_length=20, blank=True)  # account | contributor; "": they have left
    owner_id = models.CharField(max_length=64, blank=True)
    called = text()  # how the resident wants to be called on the wall
    by = models.DateField()
    state = models.CharField(max_length=10, default=PROMISED)
    state_at = models.DateTimeField()
    why = text()  # what was done; or why it was not
    confirmed_at = models.DateTimeField(null=True, blank=True)  # by the resident: from then on everybody sees it
    kept = models.BooleanField(null=True, blank=True)  # in the resident's judgement; None: they have not said
    verdict = text()
    judged_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(
            "id place decision title what body body_name for_body by state state_at why".split(), privacy.PUBLIC
        ),
        **dict.fromkeys("called confirmed_at kept verdict judged_at made_at".split(), privacy.PUBLIC),
        "owner_kind": privacy.PERSONAL,
        "owner_id": privacy.PERSONAL,
    }
    objects = SeenCommitments.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "by"]), models.Index(fields=["owner_kind", "owner_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Actor | None:
        """The resident it belongs to; None where they have left."""
        return Actor(self.owner_kind, self.owner_id) if self.owner_id else None

    def days_over(self, today: date | None = None) -> int:
        """How many days after its day it is still open; 0 where it is not."""
        today = today or timezone.localdate()
        return max((today - self.by).days, 0) if self.state in self.OPEN else 0


class Progress(models.Model):
    """How a commitment goes, said by one of its owners on a day."""

    id = key()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="progress")
    words = models.TextField()
    said_by = models.CharField(max_length=10)  # resident | body | keeper
    state = models.CharField(max_length=10, blank=True)  # what it became with this note; "": it stayed
    by = models.DateField(null=True, blank=True)  # a new day, if one was set with it
    on = models.DateField()
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id commitment words said_by state by on made_at".split(), privacy.PUBLIC)

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.said_by} on {self.on}"


class YearAccount(models.Model):
    """A place's account of a year as it was closed: what was counted then, and what its keepers wrote beside it."""

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveIntegerField()
    words = text()  # what the place itself says of its year
    handed_over = text()  # which decisions, budgets and buildings passed to residents
    counts = models.JSONField()  # numbers as they stood: none below five
    closed_at = models.DateTimeField()

    privacy = dict.fromkeys("id place year words handed_over counts closed_at".split(), privacy.PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="inquiry_one_account_a_year")]

    def __str__(self) -> str:
        return f"{self.year} in {self.place_id}"


class AccountQuote(models.Model):
    """A line chosen to stand in a year's account, as long as its teller agrees to be quoted."""

    id = key()
    account = models.ForeignKey(YearAccount, on_delete=models.CASCADE, related_name="quotes")
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="+")

    privacy = dict.fromkeys(("id", "account", "quote"), privacy.HOUSE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "quote"], name="inquiry_account_quote_once")]

    def __str__(self) -> str:
        return str(self.quote_id)
