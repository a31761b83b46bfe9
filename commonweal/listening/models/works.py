"""Works made together: a play, a newspaper, a film, a dance, a mural, a song, a quilt, a book.

What a maker gave stands in a voice of kind "work" that is theirs alone, so that each agrees, is shown and takes back
for themselves. What all made together stands in the work, and goes as they agreed at the start.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.voices import Voice
from commonweal.people.roles import PLACE
from commonweal.places.models import Place


class SeenWorks(models.QuerySet["Work"]):
    """Works as a viewer may meet them."""

    def counted(self) -> SeenWorks:
        """With how many makers there are (`hands`), and how many of them agree now to its being shown (`yeses`)."""
        here = Q(makers__left_at=None) & ~Q(makers__welcomed_at=None)
        agree = here & Q(makers__terms=F("terms"), makers__voice__in=Voice.objects.for_use("publish").values("pk"))
        return self.annotate(
            hands=Count("makers", filter=here, distinct=True),
            yeses=Count("makers", filter=agree, distinct=True),
            twice=2 * Count("makers", filter=agree, distinct=True),
        )

    def shown(self) -> SeenWorks:
        """Those shown to everyone: agreed to by the rule their makers set, not taken down, nobody being asked."""
        rows = self.filter(down_at=None, asking_until=None).counted().filter(yeses__gt=0)
        return rows.filter(Q(rule=Work.ALL, yeses=F("hands")) | Q(rule=Work.MAJORITY, twice__gt=F("hands")))

    def of(self, person: Actor) -> SeenWorks:
        """Those that this person helped to make."""
        mine = Maker.objects.of(person).values("work")
        return self.filter(pk__in=mine)

    def making_seen_by(self, viewer: Actor) -> SeenWorks:
        """Those whose making (brief, fee, agreement) this viewer may see: their makers, and who works in the place."""
        where = [held.scope_id for held in viewer.held if held.scope_kind == PLACE]
        return self.filter(Q(place__in=where) | Q(pk__in=self.model.objects.of(viewer).values("pk")))

    def visible_to(self, viewer: Actor) -> SeenWorks:
        """What is shown to everyone, and what this viewer had a hand in."""
        return self.filter(
            Q(pk__in=Work.objects.shown().values("pk")) | Q(pk__in=Work.objects.making_seen_by(viewer).values("pk"))
        )


class Work(models.Model):
    """Something that several people made together, and what they agreed about it before it was shown."""

    ALL, MAJORITY = "all", "majority"
    TAKE_OUT, RENAME, TAKE_DOWN, ASK = "take_out", "rename", "take_down", "ask"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="works")
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="works")
    kind = models.CharField(max_length=20)  # words.KINDS
    title = models.CharField(max_length=200)
    about = text()  # what the makers say of it
    made_on = models.DateField(null=True, blank=True)
    artist = text()  # who helped to make it, as they want to be credited
    brief = text()  # what the artist was asked to do
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # pounds; None: nobody said
    fee_agreed_on = models.DateField(null=True, blank=True)
    fee_paid = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    fee_paid_on = models.DateField(null=True, blank=True)
    copying = text()  # who may copy it, in plain words
    deciding = text()  # who decides about it
    income = text()  # what happens to any money it brings
    rule = models.CharField(max_length=10, default=ALL)  # by whose yes it is shown
    leaving = models.CharField(max_length=10, default=ASK)  # what happens when one maker withdraws
    days = models.PositiveSmallIntegerField(default=14)  # in which the others are asked, where they are
    terms = models.PositiveIntegerField(default=1)  # which version of what was agreed; a new one is agreed to anew
    asking_until = models.DateField(null=True, blank=True)
    down_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id place gathering kind title about made_on artist rule leaving days".split(), privacy.PUBLIC),
        **dict.fromkeys("copying deciding income".split(), privacy.PUBLIC),
        **dict.fromkeys("brief fee fee_agreed_on fee_paid fee_paid_on".split(), privacy.PARTNER),
        **dict.fromkeys("terms asking_until down_at made_at".split(), privacy.HOUSE),
    }
    objects = SeenWorks.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(fee=None) | Q(fee__gte=0), name="listening_work_fee_not_negative"),
            models.CheckConstraint(
                condition=Q(fee_paid=None) | Q(fee_paid__gte=0), name="listening_work_paid_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """May everyone meet it now?"""
        return Work.objects.shown().filter(pk=self.pk).exists()


class SeenMakers(models.QuerySet["Maker"]):
    """Makers of works."""

    def of(self, person: Actor) -> SeenMakers:
        """Where this person is a maker: by their own voice in it."""
        return self.filter(voice__in=Voice.objects.of(person).values("pk"))

    def here(self) -> SeenMakers:
        """Those who are part of it now: said by somebody of it to be, and not gone."""
        return self.filter(left_at=None).exclude(welcomed_at=None)


class Maker(models.Model):
    """One person's share in a work: what they did, as they call it, and what they agree to. Their words are a voice."""

    id = key()
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="makers")
    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="maker")
    role = text()  # as they call it: "wrote the song", "Gran"
    recording_at = models.DateTimeField(null=True, blank=True)  # it may be recorded and filmed; None: no
    selling_at = models.DateTimeField(null=True, blank=True)  # it may be printed and sold; None: no
    terms = models.PositiveIntegerField(null=True, blank=True)  # the version of the agreement they said yes to
    agreed_at = models.DateTimeField(null=True, blank=True)
    welcomed_at = models.DateTimeField(null=True, blank=True)  # another maker, or who leads it, knows them
    keeps = models.BooleanField(null=True)  # while the others are asked: shall it stay?
    left_at = models.DateTimeField(null=True, blank=True)  # left; what they gave stays without their name, as agreed
    made_at = models.DateTimeField()

    privacy = {
        **dict.fromkeys("id work voice made_at".split(), privacy.HOUSE),
        **dict.fromkeys(
            "role recording_at selling_at terms agreed_at welcomed_at keeps left_at".split(), privacy.PERSONAL
        ),
    }
    objects = SeenMakers.as_manager()

    class Meta:
        indexes = [models.Index(fields=["work", "made_at"])]

    def __str__(self) -> str:
        return f"a maker of {self.work_id}"


class WorkPart(models.Model):
    """A part of a work, in its order: a scene, a verse, a page. One maker's own (their voice), or everybody's."""

    id = key()
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="parts")
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField(default=0)
    heading = text()
    words = text()  # of what all made together; a maker's own words are their voice's
    link = models.CharField(max_length=500, blank=True)  # where a film or a recording is, until it is kept here

    privacy = {
        **dict.fromkeys("id work voice order".split(), privacy.HOUSE),
        **dict.fromkeys("heading words link".split(), privacy.PUBLIC),
    }

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"part {self.order} of {self.work_id}"


class WorkStep(models.Model):
    """What happened to a work, for its makers to read: never who, and never a word of theirs."""

    id = key()
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12)  # words.STEPS
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys("id work what until at".split(), privacy.HOUSE)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.what
