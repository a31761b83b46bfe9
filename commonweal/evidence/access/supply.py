"""What the directory has that fits a question: what surely does, what may because it does not say, and where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from commonweal.directory import found
from commonweal.directory.documents import PUBLIC
from commonweal.evidence.access import places_to_go, themes
from commonweal.evidence.access.offer import ACCESS, COST, LANGUAGE, THEME, TIME, Offer
from commonweal.evidence.access.question import FREE, WHEN, Question
from commonweal.openreferral.finding import texts, when
from commonweal.openreferral.finding.known import Known, Venue
from commonweal.openreferral.finding.texts import Texts
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class Supply:
    """What fits in a place, from what everybody may see."""

    offers: tuple[Offer, ...]  # with whereabouts
    nowhere: tuple[Offer, ...]  # that fit or may, without whereabouts: online, at home, or not said
    listed: int  # open services in the directory, whatever they are
    places: int  # buildings and green spaces of the kinds asked for; 0 where these were not asked for
    lists: tuple[str, ...]  # versions of the lists those come from

    @property
    def sure(self) -> int:
        """How many surely fit and can be walked to."""
        return sum(each.sure for each in self.offers)

    @property
    def unsure(self) -> int:
        """How many may fit: they do not say."""
        return len(self.offers) - self.sure


def of(place: Place, question: Question) -> Supply:
    """What of a place's directory fits, as it stands today. Only what everybody may see, whoever asks."""
    told, today = _open(place), timezone.localdate()
    offers = [offer for each, held in told if question.services and (offer := _offer(each, held, question, today))]
    standing = places_to_go.of_kind(place, question.theme) if question.places else []
    offers += [offer for each in standing if (offer := places_to_go.offer(each, question, today))]
    return Supply(
        tuple(each for each in offers if each.venues),
        tuple(each for each in offers if not each.venues),
        len(told),
        len(standing),
        tuple(sorted({each.version for each in standing})),
    )


def services(place: Place) -> int:
    """How many open services stand in a place's directory, whatever they are."""
    return len(_open(place))


def languages(place: Place) -> list[str]:
    """The languages that any of them says it is held in."""
    return sorted({language for each, _held in _open(place) for language in each.languages})


def _open(place: Place) -> list[tuple[Known, Texts]]:
    finder = found.finder(place, PUBLIC)
    return [(each, held) for each, held in zip(finder.shelf.services, finder.texts, strict=True) if each.open]


def venues(place: Place) -> dict[str, Venue]:
    """Every place where anything public is on, and where people can go, by the id of its location."""
    services = found.finder(place, PUBLIC).shelf.services
    standing = {each.venue.id: each.venue for each in places_to_go.listed(place)}
    return standing | {venue.id: venue for each in services for venue in each.venues}


def spots(place: Place) -> set[tuple[float, float]]:
    """Where any of that is, (latitude, longitude): of a large park, its edge too."""
    services = found.finder(place, PUBLIC).shelf.services
    held = (*(each.venues for each in places_to_go.listed(place)), *(each.venues for each in services))
    return {(venue.latitude, venue.longitude) for each in held for venue in each}


def _offer(known: Known, held: Texts, question: Question, today: date) -> Offer | None:
    """A service as an offer; None where it says that it does not fit."""
    unsaid = []
    for name, test in _tests(question):
        says = test(known, held, today)
        if says is False:
            return None
        if says is None:
            unsaid.append(name)
    return Offer(known.id, known.name, known.organisation, tuple(unsaid), known.venues)


Test = Callable[[Known, Texts, date], bool | None]


def _tests(question: Question) -> Iterator[tuple[str, Test]]:
    """Each thing that was asked, with what an entry says of it: yes, no, or None where it does not say."""
    if question.theme:
        yield THEME, lambda known, held, _today: themes.about(question.theme, _about(held), known.asked)
    if question.cost == FREE:
        yield COST, lambda known, _held, _today: known.free
    if question.when:
        yield TIME, lambda known, _held, today: is_on(known, question.when, today)
    if question.language:
        yield LANGUAGE, lambda known, _held, _today: speaks(known, question.language)
    if question.access:
        # An entry lists what there is. That a thing is not listed does not say that it is not there.
        yield ACCESS, lambda known, _held, _today: question.access in known.access or None


def _about(held: Texts) -> list[str]:
    return [*held[texts.CALLED][:1], *held[texts.HELPS], *held[texts.KIND]]


def is_on(known: Known, asked: str, today: date) -> bool | None:
    """Is it on then? None where it does not say when, or names a day that would do and no hour."""
    days, part = WHEN[asked]
    if not known.hours:
        return None
    if any(when.fits(hours, days, part, today) for hours in known.hours):
        return True
    current = [hours for hours in known.hours if hours.last is None or hours.last >= today]
    return None if any(hours.day in days and hours.opens is None for hours in current) else False


def speaks(known: Known, language: str) -> bool | None:
    """Is it held in this language? None where it names no language at all."""
    return language.casefold() in known.languages if known.languages else None
