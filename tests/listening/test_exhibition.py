"""Exhibitions: what hangs is what people agreed to have shown, exactly as they gave it, and only for as long."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.core.errors import Clash, Gone, Invalid, NotAgreed, NotAllowed, NotFound
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.models import Because
from commonweal.journal.refs import Ref
from commonweal.listening import answering, keep_changes
from commonweal.listening import changes as voices
from commonweal.listening.exhibition import changes, paper, queries
from commonweal.listening.media import changes as media
from commonweal.listening.models import ExhibitionItem, Quote, Shown
from commonweal.listening.works import changes as works
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place
from tests.listening import files

SAID = "The heron came back.\nI cried, and told nobody."


@pytest.fixture
def place(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A valley", invented=True)


@pytest.fixture
def listener(make, place):
    return make.person(listener=place)


@pytest.fixture
def curator(make, place):
    """A resident among coders."""
    return make.person(coder=place)


@pytest.fixture
def show(curator, place):
    return changes.begin_exhibition(
        curator, place=place, title="What the river said", welcome="Take your time.", curators="Three of us"
    )


def tell(place, *agreed, words=SAID, called="Mo"):
    contributor, _code = give_slip(HOUSE, place=str(place.pk))
    who = actors.of_contributor(contributor)
    return who, voices.record_voice(
        who, place=place, kind="story", words=words, agreed=agreed, level="chosen", called=called
    )


def quoted(listener, place, *agreed):
    who, voice = tell(place, "quote", *agreed)
    words = voice.words.get()
    return who, voice, voices.choose_quote(listener, voice, words=words, start=0, stop=20)


def first(show):
    return show.rooms.first()


def hang_line(curator, show, quote, **told):
    return changes.hang(curator, first(show), show=ExhibitionItem.LINE, thing=quote, **told)


def test_nothing_hangs_that_was_not_agreed_to_in_that_very_way(curator, listener, show, place):
    _who, voice, quote = quoted(listener, place)
    with pytest.raises(NotAgreed):
        changes.hang(curator, first(show), show=ExhibitionItem.WHOLE, thing=voice)
    with pytest.raises(NotAgreed):
        changes.hang(curator, first(show), show=ExhibitionItem.PICTURE, thing=voice)
    hang_line(curator, show, quote)
    with pytest.raises(Clash):
        hang_line(curator, show, quote)
    assert queries.whole(show).rooms[0].things[0].words == "The heron came back."


def test_words_and_label_stand_apart(curator, listener, show, place):
    _who, _voice, quote = quoted(listener, place)
    hang_line(curator, show, quote, label="We found this one on a Tuesday.")
    changes.open_exhibition(curator, show)
    thing = queries.whole(show).rooms[0].things[0]
    assert thing.words == "The heron came back." and thing.label == "We found this one on a Tuesday."
    body = Client().get(f"/exhibition/{show.pk}/thing/{thing.id}").content.decode()
    words, label = body.index("The heron came back."), body.index("We found this one")
    assert "curator" in body[words:label]


def test_nobody_but_curators_sees_it_before_its_doors_are_open(curator, listener, show, place, make):
    with pytest.raises(Invalid, match="Nothing hangs"):
        changes.open_exhibition(curator, show)
    hang_line(curator, show, quoted(listener, place)[2])
    for other in (PUBLIC, make.person(), make.person(analyst=place)):
        with pytest.raises(NotFound):
            queries.exhibition(other, str(show.pk))
    changes.open_exhibition(curator, show)
    assert queries.exhibition(PUBLIC, str(show.pk)) == show
    changes.close_exhibition(curator, show)
    with pytest.raises(NotFound):
        queries.exhibition(PUBLIC, str(show.pk))


def test_what_is_taken_back_is_off_the_wall_at_once_and_the_curator_sees_an_empty_nail(curator, listener, show, place):
    who, voice, quote = quoted(listener, place)
    item = hang_line(curator, show, quote, label="Mo by the river")
    keep_changes.take_back(who, [voice])
    assert not queries.whole(show).rooms
    ((_room, (nail,)),) = queries.nails(show)
    assert nail.thing is None and nail.gone_at and nail.label == ""
    item.refresh_from_db()
    assert item.voice_id is None and not Quote.objects.exists()
    with pytest.raises(Gone):
        queries.walk(show, str(item.pk))


def test_when_one_yes_ends_it_hangs_no_more_and_hangs_again_with_a_new_yes(curator, listener, show, place):
    who, voice, quote = quoted(listener, place)
    hang_line(curator, show, quote)
    voices.take_back_use(who, voice, use="quote")
    assert not queries.whole(show).rooms
    ((_room, (nail,)),) = queries.nails(show)
    assert nail.thing is None and nail.gone_at is None
    voices.agree_to(who, voice, use="quote")
    assert queries.whole(show).rooms


def test_what_is_held_back_hangs_no_more(curator, listener, show, place):
    _who, voice, quote = quoted(listener, place)
    hang_line(curator, show, quote)
    keep_changes.hold(listener, voice, reason="Somebody could be in danger.")
    assert not queries.whole(show).rooms


def test_the_way_through_goes_from_room_to_room_and_out(curator, listener, show, place):
    changes.add_room(curator, show, title="Upstairs", words="Mind your head.")
    for called in ("Mo", "Jo", "Flo"):
        _who, voice = tell(place, "publish", called=called)
        room = show.rooms.last() if called == "Flo" else first(show)
        changes.hang(curator, room, show=ExhibitionItem.WHOLE, thing=voice)
    walked, at = [], queries.whole(show).rooms[0].things[0].id
    while at:
        here = queries.walk(show, at)
        walked.append((here.thing.credit, here.room.title, here.new_room))
        at = here.after
    assert [each[0] for each in walked] == ["Mo", "Jo", "Flo"] and walked[-1][1:] == ("Upstairs", True)
    assert here.thing.words == SAID and here.before and not here.after


def test_things_are_moved_within_a_room_and_over_its_end(curator, show, place):
    items = []
    for called in ("Mo", "Jo"):
        voice = tell(place, "publish", called=called)[1]
        items.append(changes.hang(curator, first(show), show=ExhibitionItem.WHOLE, thing=voice))
    changes.move(curator, items[0], way=changes.DOWN)
    assert [each.credit for each in queries.whole(show).rooms[0].things] == ["Jo", "Mo"]
    changes.add_room(curator, show, title="Upstairs")
    changes.move(curator, ExhibitionItem.objects.get(pk=items[0].pk), way=changes.DOWN)
    assert [[each.credit for each in room.things] for room in queries.whole(show).rooms] == [["Jo"], ["Mo"]]


def test_only_residents_and_listeners_of_the_place_curate(show, place, make, listener):
    for other in (make.person(), make.person(steward=place), make.person(analyst=place)):
        with pytest.raises(NotAllowed, match="resident or listener"):
            changes.add_room(other, show, title="Mine")
    assert changes.add_room(listener, show, title="Ours")


def test_what_was_given_elsewhere_does_not_hang_here(curator, show, make):
    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    voice = tell(other, "publish")[1]
    with pytest.raises(Invalid, match="another place"):
        changes.hang(curator, first(show), show=ExhibitionItem.WHOLE, thing=voice)


def test_panels_hold_every_line_where_it_was_and_each_teller_is_told(curator, listener, show, place):
    voice = tell(place, "publish")[1]
    changes.hang(curator, first(show), show=ExhibitionItem.WHOLE, thing=voice, label="Ours")
    sheet = paper.panels(show)
    (thing,) = sheet["rooms"][0]["things"]
    assert thing["lines"] == SAID.split("\n") and thing["label"] == ["Ours"]
    changes.print_exhibition(curator, show, what="Panels")
    assert [each.what for each in Shown.objects.filter(voice=voice, printed=True)] == ["Panels"]
    assert Shown.objects.filter(voice=voice, printed=False).count() == 1


def test_the_workshop_hangs_labels_and_takes_down_without_script(show, place, make, listener):
    account = make.account(coder=place)
    client = Client()
    client.force_login(account)
    quote = quoted(listener, place)[2]
    address = f"/exhibition/{show.pk}/hang"
    room = str(first(show).pk)
    assert f"line:{quote.pk}" in client.get(address).content.decode()
    sent = {"do": "hang", "thing": f"line:{quote.pk}", "room": room, "label": "A Tuesday"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 400
    item = ExhibitionItem.objects.get()
    assert client.post(address, {"do": "open"}).status_code == 302
    assert Client().get(f"/exhibition/{show.pk}.json").json()["whole"]["rooms"][0]["things"][0]["label"] == "A Tuesday"
    assert client.post(address, {"do": "label", "item": str(item.pk), "label": ""}).status_code == 302
    assert client.post(address, {"do": "take-down", "item": str(item.pk)}).status_code == 302
    assert client.post(address, {"do": "dance"}).status_code == 400
    assert not ExhibitionItem.objects.exists()


def test_an_answer_is_a_voice_of_its_own_and_the_first_can_see_that_it_was_answered(
    client, curator, listener, show, place
):
    _who, _voice, quote = quoted(listener, place)
    item = hang_line(curator, show, quote)
    changes.open_exhibition(curator, show)
    assert answering.answered(str(item.pk)) == Ref("listening.quote", str(quote.pk))
    assert "The heron came back." in client.get(f"/place/dale/say?answer={item.pk}").content.decode()
    who, _code = give_slip(HOUSE, place=str(place.pk))
    told = dict(place=place, kind="story", words="It came back to us too.", agreed=["publish"])
    answer = voices.record_voice(actors.of_contributor(who), because=answering.refs(str(item.pk)), **told)
    assert Because.objects.get(kind="listening.quote").thing == str(quote.pk) and answer.words.get()
    changes.close_exhibition(curator, show)
    assert answering.answered(str(item.pk)) is None and answering.refs("nonsense") == []


def test_a_picture_hangs_by_its_own_yes_on_the_wall_and_on_paper_and_goes_with_it(client, curator, show, place):
    who, voice = tell(place, "picture")
    with pytest.raises(NotFound):
        queries.chosen(show, f"picture:{voice.pk}")
    sent = files.jpeg()
    held = media.give(who, voice, [sent], size=len(sent))
    chosen, thing = queries.chosen(show, f"picture:{voice.pk}")
    item = changes.hang(curator, first(show), show=chosen, thing=thing)
    changes.open_exhibition(curator, show)
    address = f"/exhibition/{show.pk}/thing/{item.pk}"
    body = client.get(address).content.decode()
    assert f"/media/{held.pk}" in body and "I cried" not in body
    (panel,) = paper.panels(show)["rooms"][0]["things"]
    assert panel["picture"]["svg"].startswith("<svg") and panel["lines"] == []
    voices.take_back_use(who, voice, use="picture")
    assert client.get(address).status_code == 410


def test_a_part_of_a_work_has_its_pictures_beside_it(client, make, place):
    lead = make.person(facilitator=place)
    work = works.begin_work(lead, place=place, kind="mural", title="The wall")
    who = actors.of_contributor(give_slip(HOUSE, place=str(place.pk))[0])
    told = dict(role="painted", level="chosen", called="Mo", heading="My corner", agreed=["showing", "picture"])
    maker = works.join_work(who, work, **told)
    works.welcome_maker(lead, maker)
    sent = files.jpeg()
    held = media.give(who, maker.voice, [sent], size=len(sent))
    assert f"/media/{held.pk}" in client.get(f"/work/{work.pk}").content.decode()
    works.agree_to_work(who, maker, agreed=["showing"])
    assert f"/media/{held.pk}" not in client.get(f"/work/{work.pk}").content.decode()
