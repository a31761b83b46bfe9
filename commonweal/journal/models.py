"""The journal's tables: entries, what each touched, and what each rests on.

Entries hold ids and whitelisted facts, never field values: erasing a person leaves nothing of theirs here.
"""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.ids import new_id


class Entry(models.Model):
    """One change, recorded once: who, what, when, on whose behalf, by which channel."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=80)  # room.noun.verb
    at = models.DateTimeField()
    who_kind = models.CharField(max_length=20)
    who_id = models.CharField(max_length=64)
    for_kind = models.CharField(max_length=20, blank=True)
    for_id = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=20)
    within = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    facts = models.JSONField(default=dict)

    privacy = {
        "id": privacy.HOUSE,
        "what": privacy.PUBLIC,
        "at": privacy.PUBLIC,
        "who_kind": privacy.PERSONAL,
        "who_id": privacy.PERSONAL,
        "for_kind": privacy.PERSONAL,
        "for_id": privacy.PERSONAL,
        "channel": privacy.HOUSE,
        "within": privacy.HOUSE,
        "facts": privacy.PUBLIC,
    }

    class Meta:
        indexes = [models.Index(fields=["what", "at"]), models.Index(fields=["who_kind", "who_id"])]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"


class Touched(models.Model):
    """A thing that an entry made, changed or was about."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="touched")
    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=64)

    privacy = {"id": privacy.HOUSE, "entry": privacy.HOUSE, "kind": privacy.HOUSE, "thing": privacy.HOUSE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "thing"], name="journal_touched_once")]
        indexes = [models.Index(fields=["kind", "thing"])]

    def __str__(self) -> str:
        return f"{self.kind}/{self.thing}"


class Because(models.Model):
    """A thing that an entry rests on: a voice, a figure, a decision."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="because")
    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=64)

    privacy = {"id": privacy.HOUSE, "entry": privacy.HOUSE, "kind": privacy.HOUSE, "thing": privacy.HOUSE}

    class Meta:
        db_table = "journal_because"
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "thing"], name="journal_because_once")]
        indexes = [models.Index(fields=["kind", "thing"])]

    def __str__(self) -> str:
        return f"{self.kind}/{self.thing}"


class Reason(models.Model):
    """Why, in the words of the person who did it. Words live here alone, so that they can be erased."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="reason", primary_key=True)
    words = models.TextField()

    privacy = {"entry": privacy.HOUSE, "words": privacy.SENSITIVE}

    def __str__(self) -> str:
        return self.words


class Once(models.Model):
    """The unique id a client gave its request, so that a retry meets what was already done."""

    key = models.CharField(max_length=200)
    who_kind = models.CharField(max_length=20)
    who_id = models.CharField(max_length=64)
    what = models.CharField(max_length=80)
    arguments = models.CharField(max_length=64, blank=True)  # a hash: the same id with other arguments is a mistake
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE)
    result_kind = models.CharField(max_length=60, blank=True)
    result_id = models.CharField(max_length=64, blank=True)

    privacy = {
        "id": privacy.HOUSE,
        "key": privacy.HOUSE,
        "arguments": privacy.HOUSE,
        "who_kind": privacy.PERSONAL,
        "who_id": privacy.PERSONAL,
        "what": privacy.HOUSE,
        "entry": privacy.HOUSE,
        "result_kind": privacy.HOUSE,
        "result_id": privacy.HOUSE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who_kind", "who_id", "key"], name="journal_once_only")]

    def __str__(self) -> str:
        return self.key


class Waiting(models.Model):
    """An entry that has not been published yet: written with it, gone once it has its number."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True)

    privacy = {"entry": privacy.HOUSE}

    def __str__(self) -> str:
        return str(self.entry_id)


class Publication(models.Model):
    """The order in which committed entries became known: readers follow `seq`, never ids or times."""

    seq = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="publication")

    privacy = {"seq": privacy.HOUSE, "entry": privacy.HOUSE}

    def __str__(self) -> str:
        return str(self.seq)


class Delivery(models.Model):
    """How one reaction stands with one published entry it has not yet managed to act on."""

    reaction = models.CharField(max_length=120)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    gave_up = models.BooleanField(default=False)
    error = models.CharField(max_length=200, blank=True)  # the kind of error only: messages can hold words

    privacy = dict.fromkeys(
        ("id", "reaction", "publication", "attempts", "next_try", "gave_up", "error"), privacy.HOUSE
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reaction", "publication"], name="journal_delivery_once")]

    def __str__(self) -> str:
        return f"{self.reaction} on {self.publication_id}"


class Cursor(models.Model):
    """How far a reader (a reaction, an index) has followed the published order."""

    reader = models.CharField(max_length=120, primary_key=True)
    seq = models.BigIntegerField(default=0)

    privacy = {"reader": privacy.HOUSE, "seq": privacy.HOUSE}

    def __str__(self) -> str:
        return f"{self.reader} at {self.seq}"
