"""Works made together: each maker agrees for themselves, all agree what happens, and what was agreed is done."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening import keep_changes
from commonweal.listening.models import Maker, Shown, Voice, Work, WorkPart
from commonweal.listening.works import changes, daily, leave_changes, paper, queries
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place

CAST = {
    "Bo": "wrote the song",
    "Ann Ogden": "Gran",
    "Cai": "the river",
    "Dilys": "painted the back wall",
    "Esme": "the heron",
}
YES = ("showing", "selling", "recording")


@pytest.fixture
def place(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A valley", invented=True)


@pytest.fixture
def lead(make, place):
    return make.person(facilitator=place)


@pytest.fixture
def play(lead, place):
    """A play, before anybody joined."""
    return begin(lead, place)


def begin(lead, place, **said):
    told = dict(
        title="The River Remembers",
        about="A play in five voices.",
        artist="Noor Aziz",
        brief="Six evenings, one play, everybody's words.",
        fee=Decimal("1200.00"),
        fee_agreed_on=timezone.localdate(),
        copying="Anybody here, for nothing.",
        deciding="All of us.",
        income="To the hall.",
    )
    return changes.begin_work(lead, place=place, kind="play", **told | said)


def slip(place):
    contributor, code = give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(contributor), code


def join(work, lead, name="Bo", *, agreed=YES, **told):
    """Somebody with a slip joins, and the lead says that they know them."""
    who, code = slip(work.place)
    said = dict(
        role=CAST.get(name, ""), level="chosen", called=name, words=f"The {name} verse:\n  it rose\n\n  and fell"
    )
    maker = changes.join_work(who, work, agreed=agreed, **said | told)
    changes.welcome_maker(lead, maker)
    return who, code, Maker.objects.get(pk=maker.pk)


def cast(work, lead, names=tuple(CAST), **told):
    return {name: join(work, lead, name, **told) for name in names}


def shown(work):
    return Work.objects.shown().filter(pk=work.pk).exists()


def test_a_work_is_shown_to_nobody_before_every_maker_has_agreed(play, lead):
    makers = cast(play, lead, ("Bo", "Ann Ogden"))
    assert shown(play)
    who, _code, late = join(play, lead, "Cai", agreed=())
    assert not shown(play)
    with pytest.raises(NotFound):
        queries.work(PUBLIC, str(play.pk))
    assert queries.work(makers["Bo"][0], str(play.pk)) == play
    changes.agree_to_work(who, late, agreed=["showing"])
    assert shown(play) and queries.gallery(PUBLIC, play.place)[0].title == "The River Remembers"


def test_somebody_whom_nobody_knows_yet_is_not_waited_for_and_not_named(play, lead):
    makers = cast(play, lead, ("Bo",))
    who, _code = slip(play.place)
    stranger = changes.join_work(who, play, role="", level="chosen", called="Mallory", agreed=["showing"])
    assert shown(play) and [each.credit for each in queries.gallery(PUBLIC, play.place)[0].makers] == ["Bo"]
    with pytest.raises(NotAllowed, match="Only another maker"):
        changes.welcome_maker(who, stranger)
    changes.welcome_maker(makers["Bo"][0], stranger)
    assert len(queries.gallery(PUBLIC, play.place)[0].makers) == 2


def test_by_majority_it_is_shown_without_whoever_has_not_agreed(lead, place):
    work = begin(lead, place, rule=Work.MAJORITY)
    cast(work, lead, ("Bo", "Ann Ogden"))
    join(work, lead, "Cai", agreed=())
    whole = queries.whole(PUBLIC, work)
    assert shown(work)
    assert [each.credit for each in whole.work.makers] == ["Bo", "Ann Ogden"]
    assert "Cai" not in str(whole)
    join(work, lead, "Dilys", agreed=())
    assert not shown(work)


def test_each_is_credited_as_they_saw_it_and_some_are_only_counted(play, lead):
    join(play, lead, "Bo")
    join(play, lead, "", level="counted", called="", words="")
    row = queries.gallery(PUBLIC, play.place)[0]
    assert [(each.credit, each.role) for each in row.makers] == [("Bo", "wrote the song")] and row.unnamed == 1


def test_words_of_a_part_stay_as_they_were_given_line_by_line(play, lead):
    join(play, lead, "Bo")
    (part,) = queries.parts(play)
    assert part.words == "The Bo verse:\n  it rose\n\n  and fell" and part.credit == "Bo"


def test_what_a_helper_wrote_down_is_shown_once_it_was_read_back(play, lead):
    person, _code = slip(play.place)
    helper = actors.for_somebody(lead, person, channel="face")
    maker = changes.join_work(helper, play, role="", level="chosen", called="Bo", words="My verse", agreed=["showing"])
    assert maker.welcomed_at and queries.parts(play) == []
    changes.agree_to_work(helper, maker, agreed=["showing"])
    other, _code = slip(play.place)
    told = dict(role="", level="chosen", called="Cai", words="Read back", agreed=["showing"], read_back=True)
    changes.join_work(actors.for_somebody(lead, other, channel="face"), play, **told)
    assert [each.words for each in queries.parts(play)] == ["Read back"]


def test_art_is_not_coded_unless_its_maker_wishes(play, lead):
    join(play, lead, "Bo")
    join(play, lead, "Cai", agreed=("showing", "coding"))
    assert [each.called for each in Voice.objects.for_use("code")] == ["Cai"]


def test_a_young_maker_needs_a_grown_up_and_is_not_shown_by_their_whole_name(play, lead):
    who, _code = slip(play.place)
    told = dict(role="the heron", called="Esme", agreed=["showing"], young=True)
    with pytest.raises(Invalid, match="under 18"):
        changes.join_work(who, play, level="chosen", **told)
    with pytest.raises(Invalid, match="whole name"):
        changes.join_work(who, play, level="named", guardian="her mother", **told)
    assert changes.join_work(who, play, level="chosen", guardian="her mother", **told)


def test_changed_terms_are_agreed_to_anew_by_everybody(play, lead):
    makers = cast(play, lead, ("Bo", "Cai"))
    changes.change_terms(lead, play, income="To the lead, for a holiday.")
    play.refresh_from_db()
    assert play.terms == 2 and not shown(play)
    for who, _code, maker in makers.values():
        maker.refresh_from_db()
        changes.agree_to_work(who, Maker.objects.get(pk=maker.pk), agreed=["showing"])
    assert shown(play)


def test_brief_and_fee_are_seen_by_makers_and_who_works_in_the_place_and_nobody_else(play, lead, make, place):
    who, _code, _maker = join(play, lead)
    assert queries.making(who, play).fee == Decimal("1200.00")
    assert Work.objects.making_seen_by(make.person(analyst=place)).filter(pk=play.pk).exists()
    for other in (PUBLIC, make.person(), slip(place)[0]):
        with pytest.raises(NotFound):
            queries.made(other, str(play.pk))
    body = Client().get(f"/made/{play.pk}").content.decode() + Client().get(f"/made/{play.pk}.json").content.decode()
    assert not re.search(r"\b1,?200\b", body) and "Six evenings" not in body


def test_taking_one_part_out_leaves_the_rest(lead, place):
    work = begin(lead, place, leaving=Work.TAKE_OUT)
    makers = cast(work, lead)
    changes.add_part(lead, work, heading="All", words="We are the river")
    who, _code, bo = makers["Bo"]
    leave_changes.leave_work(who, bo)
    whole = queries.whole(PUBLIC, work)
    assert shown(work) and len(whole.work.makers) == 4 and "Bo" not in str(whole)
    assert "We are the river" in str(whole)
    assert [each.what for each in work.steps.all()][-1] == "taken_out"


def test_taking_the_whole_down_ends_it_until_all_agree_anew(lead, place):
    work = begin(lead, place, leaving=Work.TAKE_DOWN)
    makers = cast(work, lead, ("Bo", "Cai"))
    leave_changes.leave_work(makers["Bo"][0], makers["Bo"][2])
    work.refresh_from_db()
    assert not shown(work) and work.down_at and Voice.objects.here().count() == 1
    changes.change_terms(lead, work)
    assert not shown(work)
    changes.agree_to_work(makers["Cai"][0], Maker.objects.get(pk=makers["Cai"][2].pk), agreed=["showing"])
    assert shown(work)


def test_a_name_can_be_taken_off_and_the_words_stay_as_agreed_or_go_if_they_wish(lead, place):
    work = begin(lead, place, leaving=Work.RENAME)
    makers = cast(work, lead, ("Bo", "Cai", "Dilys"))
    leave_changes.leave_work(makers["Bo"][0], makers["Bo"][2])
    whole = queries.whole(PUBLIC, work)
    assert shown(work) and [each.credit for each in whole.parts] == ["Somebody here", "Cai", "Dilys"]
    assert "wrote the song" not in str(whole) and "Bo" not in [each.credit for each in whole.work.makers]
    leave_changes.leave_work(makers["Cai"][0], makers["Cai"][2], words_too=True)
    assert [each.credit for each in queries.whole(PUBLIC, work).parts] == ["Somebody here", "Dilys"]
    # Whoever left without their words can still take them back.
    keep_changes.take_back(makers["Bo"][0], list(Voice.objects.of(makers["Bo"][0])))
    assert [each.credit for each in queries.whole(PUBLIC, work).parts] == ["Dilys"]


def ask(lead, place, **said):
    work = begin(lead, place, leaving=Work.ASK, days=7, **said)
    makers = cast(work, lead)
    who, _code, bo = makers.pop("Bo")
    leave_changes.leave_work(who, bo)
    work.refresh_from_db()
    return work, makers


def test_the_others_are_asked_and_it_stays_when_they_say_so(lead, place):
    work, makers = ask(lead, place)
    assert work.asking_until == timezone.localdate() + timedelta(days=7) and not shown(work)
    for who, _code, maker in makers.values():
        assert not shown(work)
        leave_changes.answer_asked(who, Maker.objects.get(pk=maker.pk), keep=True)
    assert shown(work) and len(queries.whole(PUBLIC, work).parts) == 4
    with pytest.raises(Clash):
        leave_changes.answer_asked(who, Maker.objects.get(pk=maker.pk), keep=False)


def test_one_no_takes_it_down_where_all_decide(lead, place):
    work, makers = ask(lead, place)
    who, _code, maker = makers["Cai"]
    leave_changes.answer_asked(who, Maker.objects.get(pk=maker.pk), keep=False)
    work.refresh_from_db()
    assert work.down_at and not shown(work)


def test_silence_takes_it_down_when_the_days_are_over(lead, place, unguarded):
    work, makers = ask(lead, place, rule=Work.MAJORITY)
    who, _code, maker = makers["Cai"]
    leave_changes.answer_asked(who, Maker.objects.get(pk=maker.pk), keep=True)
    assert daily.settle_due() == 0
    Work.objects.filter(pk=work.pk).update(asking_until=timezone.localdate() - timedelta(days=1))
    assert daily.settle_due() == 1
    work.refresh_from_db()
    assert work.down_at and work.asking_until is None


def test_taking_back_by_any_way_does_what_was_agreed_and_leaves_no_word(lead, place):
    work = begin(lead, place, leaving=Work.TAKE_DOWN)
    makers = cast(work, lead, ("Bo", "Cai"))
    bo = makers["Bo"][0]
    proof = keep_changes.take_back(bo, list(Voice.objects.of(bo)))
    assert proof.found == 0 and not WorkPart.objects.filter(voice__maker__isnull=True, voice__isnull=False).exists()
    assert Maker.objects.filter(work=work).count() == 1 and not shown(work)
    assert "wrote the song" not in str(list(Maker.objects.values()))


def test_the_last_maker_takes_what_was_made_together_with_them(lead, place):
    work = begin(lead, place, leaving=Work.TAKE_OUT)
    changes.add_part(lead, work, words="We are the river")
    who, _code, maker = join(work, lead)
    leave_changes.leave_work(who, maker)
    assert not work.parts.exists() and not shown(work)


def test_on_paper_stands_only_what_may_be_printed_and_each_is_told(play, lead):
    join(play, lead, "Bo")
    join(play, lead, "Cai", agreed=("showing",))
    changes.add_part(lead, play, words="We are the river")
    sheet = paper.edition(play)
    assert [each["credit"] for each in sheet["parts"]] == ["Bo"] and sheet["not-on-paper"]
    in_from_the_edge = "\u200b\u00a0\u00a0"  # spaces that the press keeps
    assert sheet["parts"][0]["lines"] == [
        "The Bo verse:",
        f"{in_from_the_edge}it rose",
        "",
        f"{in_from_the_edge}and fell",
    ]
    changes.print_work(lead, play, what="Paper edition")
    assert [each.voice.called for each in Shown.objects.filter(printed=True)] == ["Bo"]


def test_a_held_back_voice_is_not_in_it(play, lead, make, place):
    join(play, lead, "Bo")
    voice = Voice.objects.get()
    keep_changes.hold(make.person(safeguarding=place), voice, reason="You said somebody hurts you.")
    assert not shown(play) and queries.parts(play) == []


def test_only_who_holds_gatherings_begins_and_only_a_maker_speaks_for_themselves(play, lead, make, place):
    with pytest.raises(NotAllowed, match="holds gatherings"):
        begin(make.person(coder=place), place)
    _who, _code, maker = join(play, lead)
    with pytest.raises(NotAllowed, match="Only the maker"):
        changes.agree_to_work(slip(place)[0], maker, agreed=[])
    with pytest.raises(NotAllowed, match="one of its makers already"):
        changes.join_work(_who, play, role="")


def test_nothing_of_a_fee_below_nothing_or_of_a_kind_nobody_knows(lead, place):
    with pytest.raises(Invalid):
        begin(lead, place, fee=Decimal("-1"))
    with pytest.raises(Invalid):
        changes.begin_work(lead, place=place, kind="spreadsheet", title="No")
    with pytest.raises(Invalid):
        begin(lead, place, days=0)


def test_pages_for_makers_go_by_code_from_joining_to_leaving(play, lead, place):
    client = Client()
    _who, code = slip(place)
    sent = dict(role="Gran", level="chosen", called="Ann", words="Hello", agreed=["showing"], code=code)
    page = client.post(f"/made/{play.pk}/join", sent | {"do": "look"})
    assert page.status_code == 200 and "Ann" in page.content.decode() and not Maker.objects.exists()
    assert code not in page.content.decode()
    assert client.post(f"/made/{play.pk}/join", sent | {"do": "keep"}).status_code == 302
    maker = Maker.objects.get()
    assert client.get(f"/made/{play.pk}/making").status_code == 200
    assert "1,200" not in client.get(f"/made/{play.pk}/making").content.decode()
    assert "1,200.00" in client.post(f"/made/{play.pk}/making", {"code": code}).content.decode()
    changes.welcome_maker(lead, maker)
    opened = client.post(f"/made/{play.pk}/agree", {"code": code})
    assert opened.context["form"].initial["agreed"] == ["showing"]
    assert client.post(f"/made/{play.pk}/agree", {"code": code, "agreed": [], "do": "keep"}).status_code == 302
    assert not shown(play)
    left = client.post(f"/made/{play.pk}/leave", {"code": code, "sure": "on"})
    assert left.status_code == 200 and "You have withdrawn" in left.content.decode()
    assert not Maker.objects.exists()
