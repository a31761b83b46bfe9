"""Which entries belong to a theme or a widget. It is what everybody may see, whoever asks: it is made to be carried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from commonweal.directory import found, words
from commonweal.directory.alike.merged import stands_for
from commonweal.directory.documents import HELPS_WITH, PUBLIC, Document, documents
from commonweal.directory.going_on import OVER, ServiceRow
from commonweal.directory.models import Location, Service
from commonweal.journal import actor
from commonweal.openreferral.finding.filters import Filters
from commonweal.openreferral.sessions import DAYS
from commonweal.places.models import Place

# What a rule may say: words it helps with (any of them does), and what has to be so (all of it).
FLAGS = ("free", "quiet", "online", "confirmed")
WORDS = ("part", "access", "language")
KEYS = ("helps_with", "days", "age", *FLAGS, *WORDS)
EVERYTHING = 100_000


def ids(place: Place, rule: Mapping[str, Any], picked: Sequence[str] = (), *, typed: str = "") -> list[str]:
    """The entries of a rule after those picked by hand, each once; with words typed, those that fit best first."""
    held = _on(place)
    now = stands_for(picked)  # what was merged since is picked by the name under which it stands
    by_hand = [id for each in picked if (id := now.get(each, each)) in held]
    ruled = [id for id, helps in held.items() if _helps(rule, helps)] if rule else []
    if rule and (asked := filters(rule)) != Filters():
        let_through = set(_find(place, "", asked))
        ruled = [each for each in ruled if each in let_through]
    every = list(dict.fromkeys((*by_hand, *ruled)))
    if typed:
        mine = set(every)
        return [each for each in _find(place, typed, Filters()) if each in mine]
    return every


def everything(place: Place, *, typed: str = "") -> list[str]:
    """All that goes on in a place, or what of it fits the words typed."""
    held = _on(place)
    return [each for each in _find(place, typed, Filters()) if each in held] if typed else list(held)


def filters(rule: Mapping[str, Any]) -> Filters:
    """What a rule insists on, as the search does."""
    return Filters(
        days=frozenset(each for each in rule.get("days", ()) if each in DAYS),
        part=str(rule.get("part", "")),
        free=bool(rule.get("free")),
        quiet=bool(rule.get("quiet")),
        online=bool(rule.get("online")),
        age=rule.get("age"),
        language=str(rule.get("language", "")).lower(),
        access=frozenset({rule["access"]} if rule.get("access") else ()),
        confirmed_months=6 if rule.get("confirmed") else None,
    )


def told(ids: Iterable[str]) -> list[Document]:
    """Those entries as everybody may know them."""
    return list(documents("service", [UUID(each) for each in ids], PUBLIC))


def rows(told: Sequence[Document]) -> list[ServiceRow]:
    """Documents as rows of a list. Made from what is public alone, so a row knows nothing that is withheld."""
    first = [next(iter(each.get("service_at_locations", ())), {}) for each in told]
    spots = [each["location"]["id"] for each in first if each.get("location")]
    areas = {str(each.pk): each.area for each in Location.objects.filter(pk__in=spots).select_related("area")}
    return [_row(each, at, areas) for each, at in zip(told, first, strict=True)]


def _row(told: Document, held: Document, areas: Mapping[str, Any]) -> ServiceRow:
    at = held.get("location", {})
    area = areas.get(at.get("id", ""))
    by = told.get("organization", {})
    helps = tuple(each["value"] for each in told.get("attributes", ()) if each.get("label") == HELPS_WITH)
    return ServiceRow(
        told["id"],
        told.get("name") or by.get("name", ""),
        by.get("id", ""),
        by.get("name", ""),
        told.get("status", ""),
        told.get("fees_description", ""),
        helps,
        at.get("id", ""),
        at.get("name", ""),
        area.key if area else "",
        str(area) if area else "",
        _when(held) or _when(told),
        at.get("latitude"),
        at.get("longitude"),
    )


def _when(told: Document) -> str:
    fields = ("description", "byday", "opens_at", "closes_at")
    said = (words.when(*(each.get(name, "") for name in fields)) for each in told.get("schedules", ()))
    return "; ".join(each for each in said if each)


def _on(place: Place) -> dict[str, list[str]]:
    """What goes on in a place, in the order of its list, each with what it helps with."""
    held = Service.objects.visible_to(actor.PUBLIC).filter(place=place).exclude(status__in=OVER)
    return {str(pk): helps for pk, helps in held.order_by("name", "pk").values_list("pk", "helps_with")}


def _helps(rule: Mapping[str, Any], helps: Sequence[str]) -> bool:
    wanted = rule.get("helps_with") or ()
    return not wanted or any(word in helps for word in wanted)


def _find(place: Place, typed: str, asked: Filters) -> list[str]:
    made = found.finder(place, PUBLIC).find(typed, now=timezone.localtime(), asked=asked, most=EVERYTHING)
    return [each.known.id for each in made.results]
