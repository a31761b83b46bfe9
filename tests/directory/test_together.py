"""Who works with whom: claimed, confirmed, denied, taken back; anchors and doubts; drawn the same every time."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from commonweal.core.errors import Clash, Gone, Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Anchor, Funding, Organization, Partnership, PartnershipLink
from commonweal.directory.together import changes, kinds, picture, queries
from commonweal.directory.together.layout import laid_out
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people import actors
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION


@pytest.fixture
def growers(here) -> Organization:
    """A second organisation that everyone may know of."""
    return directory.add_organization(HOUSE, place=here.place, name="The Growers", description="They dig.")


@pytest.fixture
def of(make):
    """Somebody of an organisation, with an account."""

    def one(organization: Organization):
        account = make.account()
        grant_role(HOUSE, account, role="provider", scope_kind=ORGANISATION, scope_id=str(organization.pk))
        return actors.of_account(account)

    return one


@pytest.fixture
def shared(here, growers) -> Partnership:
    """A steward has said that the two share a building."""
    facts = dict(kind="building", words="One kitchen.", since=date(2024, 3, 1))
    return changes.say_together(HOUSE, one=here.choir, other=growers, **facts)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_way_of_working_together_reads_from_both_sides():
    marks = [each.mark for each in kinds.every().values()]
    assert len(set(marks)) == len(marks)
    for each in kinds.every().values():
        assert each.said_from("one") and each.said_from("other"), each.key
        assert each.goes == bool(each.does and each.is_done), each.key


def test_a_claim_is_shown_as_a_claim_until_the_other_side_says_so_too(here, growers, of, client):
    made = changes.say_together(of(here.choir), one=here.choir, other=growers, kind="refers")
    assert "The Choir says so. The Growers has not said yet." in page(client, "/place/dale/together")
    changes.confirm(of(growers), made, side="other")
    rows = client.get("/place/dale/together.json").json()["network"]["partnerships"]
    assert rows[0]["stands"] == "confirmed" and "Both say so." in page(client, "/place/dale/together")


def test_what_a_steward_says_is_nobodys_word_yet_and_a_link_lets_a_side_say_it(shared, make, client):
    assert queries.stands(shared) == queries.TOLD
    code = changes.give_link(make.person(steward=shared.place), shared, side="other")
    opened = client.get(f"/together/by/{code}")
    assert opened.status_code == 302 and code not in opened["Location"]
    assert "You answer for The Growers" in page(client, "/together/asked")
    client.post("/together/asked", {"so": "yes"})
    shared.refresh_from_db()
    assert shared.other_said_on and not shared.one_said_on and queries.stands(shared) == queries.ONE_SIDED
    # They may think again, with the same link; and it opens nothing else.
    client.post("/together/asked", {"so": "no"})
    assert "The Growers says that this is not so." in page(client, "/place/dale/together")
    assert client.post(f"/together/{shared.pk}/act", {"what": "take_out"}).status_code == 403


def test_a_link_ends_when_another_is_made_and_an_unknown_one_is_refused(shared, make, client):
    steward = make.person(steward=shared.place)
    first = changes.give_link(steward, shared, side="one")
    changes.give_link(steward, shared, side="one")
    assert client.get(f"/together/by/{first}").status_code == 410
    with pytest.raises(Gone):
        queries.link(first)
    assert client.get("/together/by/nonsense").status_code == 404
    assert PartnershipLink.objects.filter(ended_at=None).count() == 1


def test_the_wrong_person_is_refused(here, shared, growers, of, make):
    stranger = of(here.refuge)
    for who in (PUBLIC, make.person(), stranger):
        with pytest.raises(NotAllowed, match="Only one of the two"):
            changes.say_together(who, one=here.choir, other=growers, kind="runs")
        with pytest.raises(NotAllowed, match="Only one of the two"):
            changes.take_out(who, shared)
        with pytest.raises(NotAllowed, match="Only the organisation itself, or somebody"):
            changes.mark_anchor(who, here.choir, reasons="Because.")
    # Neither a steward nor the one side speaks for the other; whoever claims something makes no link to confirm it.
    with pytest.raises(NotAllowed, match="Only the organisation itself can say"):
        changes.confirm(make.person(steward=here.place), shared, side="one")
    with pytest.raises(NotAllowed, match="Only the organisation itself can say"):
        changes.confirm(of(here.choir), shared, side="other")
    with pytest.raises(NotAllowed, match="make a link"):
        changes.give_link(of(here.choir), shared, side="other")


def test_saying_it_anew_asks_the_other_side_again_and_can_be_taken_back(here, shared, growers, of):
    choir, grower = of(here.choir), of(growers)
    changes.confirm(choir, shared, side="one")
    changes.confirm(grower, shared, side="other")
    facts = dict(kind="building", words="Two kitchens.", since=None, until=None)
    changes.describe(choir, shared, **facts)
    assert queries.stands(shared) == queries.ONE_SIDED and shared.words == "Two kitchens."
    changes.take_back(choir, shared)
    shared.refresh_from_db()
    assert queries.stands(shared) == queries.CONFIRMED
    assert (shared.words, shared.since) == ("One kitchen.", date(2024, 3, 1))
    # That it has ended is no new claim.
    changes.describe(choir, shared, **facts | {"words": "One kitchen.", "until": date(2025, 1, 1)})
    assert queries.stands(shared) == queries.CONFIRMED and queries.row_of(shared).over


def test_a_mistake_is_taken_out_and_put_back(here, shared, growers, client, make):
    client.force_login(make.account(steward=here.place))
    assert client.post(f"/together/{shared.pk}/act", {"what": "take_out"}).status_code == 302
    assert client.get(f"/together/{shared.pk}").status_code == 404
    assert "What was taken out as a mistake" in page(client, "/place/dale/together")
    client.post(f"/together/{shared.pk}/act", {"what": "put_back"})
    assert client.get(f"/together/{shared.pk}").status_code == 200


def test_what_cannot_be_is_refused_in_a_sentence(here, shared, growers):
    two = dict(one=here.choir, other=growers)
    with pytest.raises(Invalid, match="two different"):
        changes.say_together(HOUSE, one=here.choir, other=here.choir, kind="runs")
    with pytest.raises(Invalid, match="choose from the list"):
        changes.say_together(HOUSE, **two, kind="marries")
    with pytest.raises(Invalid, match="ends before it begins"):
        changes.say_together(HOUSE, **two, kind="runs", since=date(2025, 1, 1), until=date(2024, 1, 1))
    with pytest.raises(Clash, match="recorded already"):
        changes.say_together(HOUSE, one=growers, other=here.choir, kind="building")


def test_what_is_not_for_everyone_is_not_drawn_listed_or_counted(here, growers, shared, client, make):
    changes.say_together(HOUSE, one=here.refuge, other=here.choir, kind="hosts", words="Canary room.")
    changes.mark_anchor(HOUSE, here.refuge, reasons="Canary reason.")
    hidden = Partnership.objects.get(words="Canary room.")
    addresses = [f"/place/dale/together{form}" for form in ("", ".json", ".csv")]
    addresses += [f"/organization/{here.choir.pk}/together{form}" for form in ("", ".json", ".csv")]
    addresses += [f"/thread/directory.organization/{here.choir.pk}", f"/thread/directory.partnership/{hidden.pk}"]
    addresses += [f"/together/{hidden.pk}", f"/organization/{here.refuge.pk}/together", "/place/dale", "/find?q=canary"]
    for each in addresses:
        # What somebody asked for is said back to them, and no more.
        body = page(client, each).replace(each, "").replace("canary", "")
        assert not [trace for trace in ("Canary", "Refuge", str(here.refuge.pk)) if trace in body], each
    assert client.get(f"/together/{hidden.pk}").status_code == 404
    told = page(client, f"/history/directory.organization/{here.choir.pk}.json")
    assert told.count("directory.partnership") == 1, "the choir's own history tells of what it shares with the growers"
    client.force_login(make.account(link_worker=here.place))
    assert "Canary room." in page(client, "/place/dale/together")


def test_a_source_is_said_to_say_what_it_says_as_far_as_it_is_for_everyone(here, growers, client, unguarded):
    growers.parent_organization = here.choir
    growers.save()
    Funding.objects.create(organization=growers, source="The Lottery")
    shown = page(client, f"/organization/{growers.pk}/together")
    assert "is a part of" in shown and "Its source says so." in shown and "The Lottery" in shown
    growers.parent_organization = here.refuge
    growers.save()
    assert "is a part of" not in page(client, f"/organization/{growers.pk}/together")


def test_nobody_is_called_alone_who_is_only_not_told_of(here, shared, client):
    other = directory.add_organization(HOUSE, place=here.place, name="The Bakers", description="They bake.")
    found = client.get("/place/dale/together.json").json()["network"]
    assert [each["name"] for each in found["not_told_of"]] == ["The Bakers"]
    assert "That does not mean that it works alone." in page(client, f"/organization/{other.pk}/together")


def test_an_anchor_has_its_reasons_and_its_doubts_side_by_side(here, growers, of, client, entries):
    anchor = changes.mark_anchor(HOUSE, here.choir, reasons="Everybody rings them.")
    changes.doubt_anchor(of(growers), anchor, words="We do not.")
    shown = page(client, "/place/dale/together")
    for words in ("Everybody rings them.", "Seen otherwise:", "We do not.", "another organisation here"):
        assert words in shown
    with pytest.raises(Clash):
        changes.mark_anchor(HOUSE, here.choir, reasons="Again.")
    changes.end_anchor(HOUSE, anchor)
    assert "Everybody rings them." not in page(client, "/place/dale/together")
    assert Anchor.objects.get().ended_on and entries("directory.anchor.end")


def test_the_picture_is_the_same_every_time_and_no_box_lies_on_another(here, shared):
    edges = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (2, 6), (6, 7), (7, 8)]
    points = laid_out(10, edges, width=1060, box=(168, 46))
    assert np.array_equal(points, laid_out(10, edges, width=1060, box=(168, 46)))
    apart = np.abs(points[:, None] - points[None])
    on = (apart[..., 0] < 168) & (apart[..., 1] < 46)
    np.fill_diagonal(on, False)
    assert not on.any() and points[:, 0].max() + 84 <= 1300 and points[:, 0].min() >= 84
    drawn = picture.whole(queries.network(PUBLIC, here.place))
    assert drawn == picture.whole(queries.network(PUBLIC, here.place))
    assert [each.name for each in drawn.boxes] == ["The Choir", "The Growers"]


def test_the_picture_says_in_words_what_each_line_says_by_its_look(here, shared, client):
    shown = page(client, "/place/dale/together")
    assert "<title id=" in shown and "<desc id=" in shown and "tie--claimed" in shown
    assert "The Choir shares a building with The Growers. Somebody who works here says so." in shown
    near = page(client, f"/organization/{here.choir.pk}/together")
    assert 'viewBox="0 0 340' in near and f'href="/organization/{shared.other_id}/together"' in near


def test_withholding_an_organisation_takes_its_lines_away(here, shared, growers, client):
    withhold(HOUSE, growers, reason="They are in danger.")
    assert "Growers" not in page(client, "/place/dale/together")
