"""What editions for the neighbourhoods of 2011 say of one of today, and where they can say nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import figures
from commonweal.evidence.rows import EarlierRow
from commonweal.methods import carry
from commonweal.places.models import Area, CodeChange, DatasetVersion, Measure, Value

# What is shown of them: column, what a person would call it. People weigh scores of ground that was joined.
SHOWN = (
    ("iod2019.imd_decile", _("Deprivation, 2019: England’s tenth (1 is most deprived)")),
    ("iod2019.imd_score", _("Deprivation score, 2019")),
    ("population2020.all", _("People, mid-2020 estimate")),
    ("iod2015.imd_decile", _("Deprivation, 2015: England’s tenth (1 is most deprived)")),
)
WEIGHTS = "iod2019.population"
SAID = {
    carry.SAME: _("Of the same ground in 2011."),
    carry.PART_OF: _("Of the 2011 neighbourhood it was part of, which has been split since."),
    carry.ADDED: _("Added up over the 2011 neighbourhoods that were joined to make it."),
    carry.WEIGHTED: _("A mean, weighted by people, of the 2011 neighbourhoods that were joined to make it."),
    carry.NOT_SHARED_OUT: _(
        "It was part of a 2011 neighbourhood that has been split. How its count falls on the parts is not published."
    ),
    carry.NO_WEIGHTS: _("It was made of several 2011 neighbourhoods, whose ranks and tenths cannot be put together."),
    carry.NO_RULE: _("Its ground was redrawn since 2011 in a way that no rule carries figures across."),
    carry.NOT_KNOWN: _("Not known of the 2011 neighbourhoods that its ground was in."),
}


def of(area: Area) -> tuple[EarlierRow, ...]:
    """One row for each figure that any 2011 neighbourhood of its ground has; none for larger and drawn areas."""
    if area.kind != "lsoa21":
        return ()
    changes = CodeChange.objects.filter(from_kind="lsoa11", to_kind="lsoa21", to_code=area.code)
    before = dict(changes.values_list("from_code", "change"))
    keys = [key for key, _label in SHOWN]
    rows = Value.objects.filter(
        area__kind="lsoa11", area__code__in=list(before), current=True, measure__key__in=[*keys, WEIGHTS]
    )
    held = {(key, code): (value, version) for key, code, value, version in rows.values_list(
        "measure__key", "area__code", "value", "version"
    )}  # fmt: skip
    measures = {each.key: each for each in Measure.objects.filter(key__in=keys)}
    versions = DatasetVersion.objects.select_related("dataset").in_bulk({version for _value, version in held.values()})
    out = []
    for key, label in SHOWN:
        own = {code: held[key, code] for code in before if (key, code) in held}
        if own:
            old = [_old(before[code], own.get(code), held.get((WEIGHTS, code))) for code in before]
            version = versions[next(iter(own.values()))[1]]
            out.append(_row(measures[key], str(label), old, version))
    return tuple(out)


def _old(
    change: str, figure: tuple[float | None, object] | None, people: tuple[float | None, object] | None
) -> carry.Old:
    return carry.Old(change, figure[0] if figure else None, people[0] if people else None)


def _row(measure: Measure, label: str, old: list[carry.Old], version: DatasetVersion) -> EarlierRow:
    made = carry.carry(old, adds_up=measure.adds_up, averages=measure.unit == "score")
    said = str(SAID[made.how])
    text = figures.text(made.value, measure.unit)
    return EarlierRow(measure.key, label, made.value, text, said, figures.cite(version, said))
