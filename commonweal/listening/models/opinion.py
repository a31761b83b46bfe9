"""Statements that people vote on. What somebody voted is theirs alone: no page shows it to anybody else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.journal.actor import Actor
from commonweal.listening.models.gatherings import Gathering
from commonweal.listening.models.voices import Quote, Voice
from commonweal.places.models import Place


class SeenConversations(models.QuerySet["Conversation"]):
    """Conversations are no secret: that there is one, and what it asks, everybody may know."""

    def visible_to(self, viewer: Actor) -> SeenConversations:
        """All of them."""
        return self.all()


class Conversation(models.Model):
    """A question with statements that people agree with, disagree with, or pass over."""

    OPEN, CLOSED = "open", "closed"
    HELPERS, KNOWN, EVERYONE = "helpers", "known", "everyone"

    id = key()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="conversations")
    gathering = models.ForeignKey(
        Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    question = models.CharField(max_length=300)
    about = text()  # what it is for, and what may come of it
    adds = models.CharField(max_length=10, default=KNOWN)  # who may add statements
    smallest = models.PositiveSmallIntegerField(default=5)  # nothing is told of fewer people
    publishes = models.BooleanField(default=False)  # who thinks what, without names; said before the first vote
    state = models.CharField(max_length=6, default=OPEN)
    room_code = models.CharField(max_length=12, null=True, blank=True, unique=True)  # while a room votes
    moved = models.PositiveIntegerField(default=0)  # goes up with whatever could change the results
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        "id place gathering question about adds smallest publishes state made_at closed_at".split(), privacy.PUBLIC
    ) | {"room_code": privacy.HOUSE, "moved": privacy.HOUSE}
    objects = SeenConversations.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "made_at"])]

    def __str__(self) -> str:
        return self.question

    @property
    def open(self) -> bool:
        """May people vote now?"""
        return self.state == self.OPEN


class SeenStatements(models.QuerySet["Statement"]):
    """Statements as people may read them."""

    def standing(self) -> SeenStatements:
        """Those that are voted on."""
        return self.filter(state=Statement.IN)

    def counting(self) -> SeenStatements:
        """Those that results are worked out from: what was taken out counts as zero for everybody."""
        return self.exclude(state=Statement.WAITING)


class Statement(models.Model):
    """A sentence that somebody may agree with or not, in the words of whoever wrote it."""

    WAITING, IN, OUT, GONE = "waiting", "in", "out", "gone"  # gone: its words were taken back

    id = key()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=300, blank=True)
    teller_kind = models.CharField(max_length=20, blank=True)  # account | contributor; empty: a device in the room
    teller_id = models.CharField(max_length=64, blank=True)
    seed = models.BooleanField(default=False)  # put there by whoever began the conversation
    voice = models.ForeignKey(Voice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    quote = models.ForeignKey(Quote, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, default=WAITING)
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id conversation number seed state made_at".split(), privacy.PUBLIC) | dict.fromkeys(
        "teller_kind teller_id voice quote".split(), privacy.PERSONAL
    ) | {"words": privacy.SENSITIVE}  # fmt: skip
    objects = SeenStatements.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="listening_statement_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class Moderation(models.Model):
    """A statement was let in or taken out, with a reason that everybody can read."""

    id = key()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="moderations")
    state = models.CharField(max_length=8)  # in | out | gone
    reason = text()
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)

    privacy = dict.fromkeys("id statement state reason at".split(), privacy.PUBLIC) | dict.fromkeys(
        ("by_kind", "by_id"), privacy.PERSONAL
    )

    class Meta:
        indexes = [models.Index(fields=["statement", "at"])]

    def __str__(self) -> str:
        return f"{self.state}: {self.statement_id}"


class PaperBatch(models.Model):
    """Ballots or dots of one occasion, typed in together, so that they can be looked at once more."""

    id = key()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="batches")
    label = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    by_kind = models.CharField(max_length=20, blank=True)
    by_id = models.CharField(max_length=64, blank=True)

    privacy = dict.fromkeys("id conversation label made_at".split(), privacy.HOUSE) | dict.fromkeys(
        ("by_kind", "by_id"), privacy.PERSONAL
    )

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """Somebody who votes in one conversation: an account, a slip, a device, or a ballot on paper."""

    id = key()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="voters")
    person_kind = models.CharField(max_length=20, blank=True)  # account | contributor; empty: nobody said who
    person_id = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=64, blank=True)  # a keyed hash, another one in each conversation
    batch = models.ForeignKey(PaperBatch, null=True, blank=True, on_delete=models.CASCADE, related_name="voters")
    channel = models.CharField(max_length=20)  # online | room | paper | face
    made_at = models.DateTimeField()

    privacy = dict.fromkeys("id conversation batch made_at".split(), privacy.HOUSE) | {
        "person_kind": privacy.PERSONAL,
        "person_id": privacy.PERSONAL,
        "channel": privacy.PERSONAL,
        "device": privacy.SECRET,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person_kind", "person_id"],
                condition=~Q(person_id=""),
                name="listening_voter_person_once",
            ),
            models.UniqueConstraint(
                fields=["conversation", "device"], condition=~Q(device=""), name="listening_voter_device_once"
            ),
        ]
        indexes = [models.Index(fields=["person_kind", "person_id"])]

    def __str__(self) -> str:
        return f"somebody ({self.channel})"


class Vote(models.Model):
    """What somebody thinks of a statement, last. What they thought before is kept nowhere."""

    AGREE, PASS, DISAGREE = 1, 0, -1

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    at = models.DateTimeField()

    privacy = {
        "id": privacy.HOUSE, "voter": privacy.PERSONAL, "statement": privacy.PERSONAL, "value": privacy.SENSITIVE,
        "at": privacy.PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "statement"], name="listening_vote_once"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="listening_vote_value"),
        ]

    def __str__(self) -> str:
        return "a vote"


class Dots(models.Model):
    """Dots stuck beside a statement on a wall. Nobody knows which are one person's, so they are in no group."""

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="dots")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="dots")
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)

    privacy = dict.fromkeys("id batch statement agree disagree passed".split(), privacy.HOUSE)

    class Meta:
        verbose_name_plural = "dots"
        constraints = [models.UniqueConstraint(fields=["batch", "statement"], name="listening_dots_once")]

    def __str__(self) -> str:
        return "dots"
