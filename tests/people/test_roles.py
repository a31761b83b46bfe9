"""Each role's sentence is true: what it says is let through, what it does not say is refused."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.evidence import rules as evidence
from commonweal.journal import kinds
from commonweal.journal.actor import HOUSE
from commonweal.journal.kinds import Kind
from commonweal.listening import rules as listening
from commonweal.listening.changes import record_voice
from commonweal.listening.models import Hold, Voice
from commonweal.people import actors, changes, rules
from commonweal.people.roles import ORGANISATION, POWERS, ROLES, scopes_of
from commonweal.places import rules as places
from commonweal.places.models import Place

pytestmark = pytest.mark.django_db
IN_A_PLACE = [role for role in ROLES if scopes_of(role) == ("places.place",)]


@pytest.fixture
def here(unguarded):
    return [Place.objects.create(slug=s, name=s, footprint="", made_at=timezone.now()) for s in ("here", "elsewhere")]


def may(rule, *args, **kwargs) -> bool:
    try:
        rule(*args, **kwargs)
    except NotAllowed:
        return False
    return True


def powers(who, person, place, account) -> set[str]:
    """What somebody can really do in a place, asked of the rules themselves."""
    helper = actors.for_somebody(who, person, channel="face")
    voice = record_voice(person, place=place, kind="story", words="Something said.", agreed=["code"])
    asked = {
        "grant roles": may(
            rules.may_grant, who, account, role="analyst", scope_kind="places.place", scope_id=str(place.pk)
        ),
        "say which areas belong": may(places.may_shape_place, who, place),
        "load published files": may(places.may_load, who, place) and may(places.may_know_datasets, who),
        "hand out slips": may(rules.may_give_slip, who, place=str(place.pk)),
        "write down what people there agree to": may(rules.may_speak_for, helper, person),
        "hold gatherings": may(listening.may_gather, who, place=place),
        "listen to voices": may(listening.may_listen, who, voice),
        "find themes in voices": Voice.objects.readable_by(who).agreed("code").filter(place=place).exists(),
        "look after the evidence": may(evidence.may_look_after, who, place=place),
        "read the evidence together": may(evidence.may_read_together, who, place=place),
        "look after holds": may(listening.may_end_hold, who, Hold(voice=voice)),
    }
    return {power for power, held in asked.items() if held}


@pytest.mark.parametrize("role", IN_A_PLACE)
def test_a_role_lets_do_what_its_sentence_says_here_and_nothing_elsewhere(make, here, role):
    place, other = here
    who, account = make.person(**{role: place}), make.account()
    slip, far = (actors.of_contributor(changes.give_slip(HOUSE, place=str(each.pk))[0]) for each in here)
    held = {power for power, roles in POWERS.items() if role in roles}
    assert powers(who, slip, place, account) == held
    for power in POWERS:
        assert (power in ROLES[role]) == (power in held), f"{role}: {power}"
    # Knowing datasets is asked without a place; loading one elsewhere is refused all the same.
    assert powers(who, far, other, account) == set()


def test_whoever_holds_no_role_in_the_place_can_do_none_of_it(make, here):
    slip = actors.of_contributor(changes.give_slip(HOUSE, place=str(here[0].pk))[0])
    assert powers(make.person(), slip, here[0], make.account()) == set()


@pytest.mark.parametrize("role", IN_A_PLACE)
def test_no_place_takes_a_file_back_from_all_the_others(make, here, role):
    with pytest.raises(NotAllowed, match="Only an administrator can take a file back"):
        places.may_withdraw(make.person(**{role: here[0]}))
    assert may(places.may_withdraw, make.person(administrator="house"))


def test_a_provider_is_granted_in_an_organisation_once_a_room_has_them(make, here, monkeypatch):
    monkeypatch.delitem(kinds._kinds, ORGANISATION, raising=False)
    account, scope = make.account(), dict(role="provider", scope_kind=ORGANISATION, scope_id=str(here[0].pk))
    with pytest.raises(Invalid, match="that exists"):
        changes.grant_role(HOUSE, account, **scope)
    stand_in = Kind(ORGANISATION, "organisation", Place, visible_to=lambda viewer, ids: set(), describe=lambda ids: {})
    monkeypatch.setitem(kinds._kinds, ORGANISATION, stand_in)
    assert changes.grant_role(HOUSE, account, **scope).role == "provider"
    with pytest.raises(Invalid, match="that exists"):
        changes.grant_role(HOUSE, account, **scope | {"scope_id": "no such organisation"})


def test_a_role_is_held_only_in_the_sort_of_thing_it_is_for(make, here):
    account, place = make.account(), str(here[0].pk)
    for role, kind in (("provider", "places.place"), ("administrator", "places.place"), ("listener", "house")):
        with pytest.raises(Invalid, match="is not held in that"):
            changes.grant_role(HOUSE, account, role=role, scope_kind=kind, scope_id=place)
