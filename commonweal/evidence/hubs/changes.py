"""How a what-if is kept, tried again, and shown to everybody."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.evidence.hubs import rules, trying, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.models import Scenario, ScenarioVersion
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place


@change("evidence.scenario.keep", allowed=rules.may_keep)
def keep_scenario(who: Actor, *, place: Place, name: str, question: str, asked: Asked) -> Scenario:
    """Keep a what-if under a name, as a draft."""
    if not name.strip():
        raise Invalid(_("Give it a name, so that it can be found again."))
    now = timezone.now()
    made = Scenario.objects.create(place=place, name=name.strip()[:200], question=question.strip(), made_at=now)
    _version(who, made, 1, asked)
    return made


@change("evidence.scenario.try_again", allowed=rules.may_keep, facts=["number"])
def try_again(who: Actor, scenario: Scenario, *, asked: Asked) -> ScenarioVersion:
    """Add a version. Earlier ones stay as they were."""
    newest = scenario.versions.order_by("-number").first()
    number = 1 + (newest.number if newest else 0)
    current().state(number=number)
    return _version(who, scenario, number, asked)


@change("evidence.scenario.show", allowed=rules.may_keep, facts=["shown"])
def show_scenario(who: Actor, scenario: Scenario, *, shown: bool) -> Scenario:
    """Show it to everybody, or make it a draft again."""
    scenario.shown = shown
    scenario.save(update_fields=["shown"])
    current().state(shown=shown)
    return scenario


@change("evidence.scenario.drop", allowed=rules.may_keep)
def drop_scenario(who: Actor, scenario: Scenario) -> Place:
    """Throw a draft away. What everybody has seen stays, or is made a draft first."""
    if scenario.shown:
        raise Clash(_("Everybody can see this one. Make it a draft first."))
    place = scenario.place
    scenario.delete()
    return place


def _version(who: Actor, scenario: Scenario, number: int, asked: Asked) -> ScenarioVersion:
    present = trying.present(who, scenario.place, asked.kind)
    found = working.what_if(who, scenario.place, asked, there=present)
    asked = replace(asked, way=found.way)  # what was meant is kept, for the best way may be another tomorrow
    rows = ([found.everybody] if found.everybody else []) + list(found.gains)
    return ScenarioVersion.objects.create(
        scenario=scenario,
        number=number,
        asked=asked.kept,
        present=present,
        gains=[asdict(each) for each in rows],
        source=found.source,
        measured=found.measured,
        method=found.method,
        made_at=timezone.now(),
    )
