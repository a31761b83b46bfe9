"""Areas and how they nest; postcodes; places; and the published files with the figures they hold by area."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonweal.core import privacy
from commonweal.core.ids import new_id


def public(*names: str) -> dict[str, str]:
    """Labels for a model that holds only published facts."""
    return dict.fromkeys(names, privacy.PUBLIC)


class Area(models.Model):
    """A piece of ground with a code, in one vintage: the same code in two vintages is two areas.

    `kind` carries the vintage ("lsoa21", "msoa21", "icb24", "neighbourhood"); data/area_kinds.toml explains each.
    `key` ("lsoa21:E01011229") is how the journal, addresses and other installations point at it.
    """

    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    local_name = models.CharField(max_length=200, blank=True)  # the name people use, where a published list has one
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    centre_weighted = models.BooleanField(default=False)  # by where people live; else the middle of the shape

    privacy = public("id", "key", "kind", "code", "name", "local_name", "lat", "lon", "centre_weighted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="places_area_once")]
        indexes = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.local_name or self.name

    @staticmethod
    def key_of(kind: str, code: str) -> str:
        """How an area is pointed at."""
        return f"{kind}:{code}"


class Shape(models.Model):
    """The outline of an area, WGS84: as loaded, and drawn with fewer points for maps (shared edges kept shared)."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="shape")
    geometry = models.TextField()  # GeoJSON
    drawn = models.TextField()  # GeoJSON, simplified together with its neighbours
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    version = models.ForeignKey("DatasetVersion", on_delete=models.PROTECT)

    privacy = public("area", "geometry", "drawn", "west", "south", "east", "north", "version")

    def __str__(self) -> str:
        return f"shape of {self.area_id}"


class Parent(models.Model):
    """An area lies in a larger one: exactly, or by the publisher's best fit. The two are never mixed."""

    EXACT, BEST_FIT, DRAWN = "exact", "best_fit", "drawn"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="children")
    how = models.CharField(max_length=10)

    privacy = public("id", "area", "parent", "how")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "parent", "how"], name="places_parent_once")]
        indexes = [models.Index(fields=["parent", "how"])]

    def __str__(self) -> str:
        return f"{self.area_id} in {self.parent_id} ({self.how})"


class CodeChange(models.Model):
    """How a code of one vintage became one of the next: U unchanged, S split, M merged, X irregular, R recoded."""

    from_kind = models.CharField(max_length=20)
    from_code = models.CharField(max_length=20)
    to_kind = models.CharField(max_length=20)
    to_code = models.CharField(max_length=20)
    change = models.CharField(max_length=1)

    privacy = public("id", "from_kind", "from_code", "to_kind", "to_code", "change")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_kind", "from_code", "to_kind", "to_code"], name="places_codechange_once"
            )
        ]
        indexes = [models.Index(fields=["to_kind", "to_code"])]

    def __str__(self) -> str:
        return f"{self.from_code} → {self.to_code} ({self.change})"


class Postcode(models.Model):
    """Where a postcode lies. `code` has no space and is in capitals, as it is looked up."""

    code = models.CharField(max_length=7, primary_key=True)
    spelled = models.CharField(max_length=8)
    lat = models.FloatField()
    lon = models.FloatField()
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="postcodes")  # 2021 neighbourhood (LSOA)
    ended = models.CharField(max_length=10, blank=True)

    privacy = public("code", "spelled", "lat", "lon", "area", "ended")

    def __str__(self) -> str:
        return self.spelled


class Place(models.Model):
    """A place that works together: any set of neighbourhoods, whatever lines an authority or the NHS draws."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    footprint = models.CharField(max_length=400)  # in words: "Everything in NHS West Yorkshire ICB (QWO)"
    invented = models.BooleanField(default=False)
    areas = models.ManyToManyField(Area, through="PlaceArea", related_name="places")
    made_at = models.DateTimeField()

    privacy = public("id", "slug", "name", "footprint", "invented", "made_at")

    def __str__(self) -> str:
        return self.name


class PlaceArea(models.Model):
    """One of the smallest areas (LSOA 2021, or a drawn neighbourhood) that a place is made of."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.CASCADE)

    privacy = public("id", "place", "area")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "area"], name="places_placearea_once")]

    def __str__(self) -> str:
        return f"{self.area_id} in {self.place_id}"


class Drawing(models.Model):
    """A neighbourhood as people of a place draw it: an area of its own, beside the official ones and never inside them.

    Its Shape is the outline; its children (how: DRAWN) are the neighbourhoods whose figures are counted for it.
    """

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="drawing")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="drawings")
    drawn_at = models.DateTimeField()

    privacy = public("area", "place", "drawn_at")

    def __str__(self) -> str:
        return f"{self.area_id} drawn in {self.place_id}"


class Dataset(models.Model):
    """A published dataset, as its feed's fact sheet describes it."""

    key = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=40)
    vintage = models.CharField(max_length=120)
    every = models.CharField(max_length=80)
    address = models.CharField(max_length=400)
    address_seen = models.BooleanField(default=False)
    attribution = models.TextField(blank=True)
    note = models.TextField(blank=True)

    privacy = public(
        "key", "title", "publisher", "licence", "vintage", "every", "address", "address_seen", "attribution", "note"
    )

    def __str__(self) -> str:
        return self.title


class DatasetVersion(models.Model):
    """One file (or set of files) of a dataset, known by what is in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="versions")
    sha256 = models.CharField(max_length=64)  # of the files' own hashes, in order
    files = models.JSONField(default=list)  # names only: [{"name", "sha256", "bytes"}]
    first_seen = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # taken back: nothing it says is in use until it is loaded again

    privacy = public("id", "dataset", "sha256", "files", "first_seen", "withdrawn_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "sha256"], name="places_version_once")]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.sha256[:8]}"


class Load(models.Model):
    """Bringing one version in for one place: how far it has come, and what came of it. Exempt from the change door."""

    STAGING, LIVE = "staging", "live"

    # Known once the load is live: a file that turns out to be the wrong one leaves no dataset and no version behind.
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, related_name="loads", null=True)
    coming = models.CharField(max_length=120, blank=True)  # while staging: "dataset key/hash of its files"
    place = models.CharField(max_length=64)  # id of the place
    scope_hash = models.CharField(max_length=64)  # of the place's area codes: a changed footprint is a new load
    state = models.CharField(max_length=10, default=STAGING)
    staged_through = models.PositiveIntegerField(default=0)  # records of the file already staged
    rows_read = models.PositiveIntegerField(default=0)
    rows_used = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)  # all of them, however many are kept one by one
    rows_elsewhere = models.PositiveIntegerField(default=0)  # unusable rows about ground that is not the place's
    counted = models.CharField(max_length=20, blank=True)  # kind of area that `areas_` count; "" for lists of things
    areas_expected = models.PositiveIntegerField(default=0)
    areas_covered = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    live_at = models.DateTimeField(null=True)

    privacy = public(
        *"id version coming place scope_hash state staged_through rows_read rows_used rows_refused rows_elsewhere "
        "counted areas_expected areas_covered started_at live_at".split()
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place", "scope_hash"], name="places_load_once"),
            models.UniqueConstraint(
                fields=["coming", "place", "scope_hash"], condition=~Q(coming=""), name="places_load_coming_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id or self.coming} for {self.place}: {self.state}"


class Staged(models.Model):
    """A record on its way in, as JSON. Exempt from the change door; empty once its load is live."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="staged")
    record = models.CharField(max_length=20)  # the record's type: "AreaValues", "AssetPoint" …
    body = models.TextField()

    privacy = public("id", "load", "record", "body")

    def __str__(self) -> str:
        return f"{self.record} of {self.load_id}"


class Refused(models.Model):
    """A row that could not be used, with a reason its owner can act on. Exempt from the change door."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="refused")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=400)

    privacy = public("id", "load", "file", "line", "reason")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class Measure(models.Model):
    """One published column of a dataset."""

    key = models.CharField(max_length=80, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="measures")
    label = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    adds_up = models.BooleanField()
    out_of = models.CharField(max_length=80, blank=True)

    privacy = public("id", "key", "dataset", "label", "unit", "adds_up", "out_of")

    def __str__(self) -> str:
        return self.key


class Value(models.Model):
    """A published figure for an area. An absent row or a null value is unknown, never zero.

    `current` marks the version in use; earlier versions stay until they are pruned, so a bad file can be taken back.
    """

    # Without indexes of their own: the two unique ones below begin with measure and with area, and for a nation
    # an index by version is as large as the figures are. Taking a version back walks the table, which is rare.
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, db_index=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, db_index=False)
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, db_index=False)
    value = models.FloatField(null=True)
    current = models.BooleanField(default=True)

    privacy = public("id", "measure", "area", "version", "value", "current")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "area", "version"], name="places_value_once"),
            models.UniqueConstraint(fields=["area", "measure"], condition=Q(current=True), name="places_value_current"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} of {self.area_id}"
