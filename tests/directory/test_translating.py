"""Entries in other languages: who may write them, when they still fit, and that nothing withheld comes with them."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.directory.keep_changes import describe, give_link
from commonweal.directory.models import PlaceLanguage, ServiceAtLocation, Translation, TranslationVersion
from commonweal.directory.translating import changes, reading
from commonweal.directory.translating.words import hashed
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people.erase_changes import erase_person
from tests.makers import PASSWORD

SINGING, FREE = "گانا", "مفت"


@pytest.fixture
def sung(here) -> Translation:
    """A service with a description and a fee, put into Urdu by a volunteer."""
    describe(HOUSE, here.singing, said={"description": "An hour of singing.", "fees_description": "Free"})
    said = {"name": SINGING, "description": "ایک گھنٹہ", "fees_description": FREE}
    return changes.write(HOUSE, here.singing, language="ur", said=said, by="volunteer", by_name="Nasreen")


def page(client, service, path: str = "/in/ur") -> str:
    return client.get(f"/service/{service.pk}{path}").content.decode()


def test_an_entry_is_read_in_urdu_from_right_to_left_and_says_who_wrote_it(here, sung, client):
    body = page(client, here.singing)
    assert '<article lang="ur" dir="rtl"' in body and SINGING in body and FREE in body
    assert "a volunteer" in body and "Nasreen" in body and "No second person has checked it." in body
    assert 'hreflang="ur" lang="ur" dir="rtl"' in page(client, here.singing, "")
    assert 'href="/service/' in body and 'hreflang="en-GB"' in body


def test_what_is_not_translated_is_english_and_marked_as_english(here, sung, client):
    assert '<span lang="en-GB" dir="ltr" translate="no" class="other-tongue">Tuesdays at 7</span>' in page(
        client, here.singing
    )


def test_when_the_english_changes_the_old_translation_is_not_shown_any_more(here, sung, client):
    describe(HOUSE, here.singing, said={"fees_description": "£2"})
    body = page(client, here.singing)
    assert FREE not in body and "£2" in body and "This was made from earlier words." in body and "What it costs" in body
    assert SINGING in body  # the rest still fits
    found = reading.in_language(PUBLIC, str(here.singing.pk), "ur")
    assert found.stale == ("What it costs",)
    # Said as before, it fits again: nothing has to be written anew.
    describe(HOUSE, here.singing, said={"fees_description": "Free"})
    assert FREE in page(client, here.singing)


def test_what_changed_is_shown_to_whoever_translates_and_words_that_still_fit_need_one_tick(here, sung):
    describe(HOUSE, here.singing, said={"fees_description": "Free of charge"})
    [side] = [each for each in reading.sides(HOUSE, here.singing, "ur") if each.field == "fees_description"]
    assert (side.state, side.before, side.source, side.words) == ("stale", "Free", "Free of charge", FREE)
    written = {"name": SINGING, "fees_description": FREE}
    again = changes.write(HOUSE, here.singing, language="ur", said=written, by="volunteer", by_name="Nasreen")
    assert again.said["fees_description"]["hash"] == hashed("Free")
    ticked = dict(said=written, by="volunteer", still_right=["fees_description"])
    again = changes.write(HOUSE, here.singing, language="ur", **ticked)
    assert again.said["fees_description"]["hash"] == hashed("Free of charge")


def test_words_that_changed_while_somebody_wrote_are_not_taken_for_read(here, sung):
    was = {"fees_description": hashed("Free")}
    describe(HOUSE, here.singing, said={"fees_description": "£2"})
    with pytest.raises(Clash, match="changed while you were writing"):
        changes.write(HOUSE, here.singing, language="ur", said={"name": "x"}, by="staff", made_from=was)


def test_a_machine_is_marked_until_a_person_has_checked_it_and_a_change_takes_the_check_away(here, make, client):
    writer, reader = make.person(listener=here.place), make.person(facilitator=here.place)
    made = changes.write(writer, here.singing, language="pl", said={"name": "Śpiewanie"}, by="machine")
    assert "Made by a machine. Not checked by a person." in page(client, here.singing, "/in/pl")
    with pytest.raises(NotAllowed, match="You wrote this"):
        changes.check(writer, made, by="staff")
    with pytest.raises(Invalid, match="checked by a person"):
        changes.check(reader, made, by="machine")
    changes.check(reader, made, by="translator", name="Ewa")
    body = page(client, here.singing, "/in/pl")
    assert "Not checked by a person" not in body and "Checked by a second person, a translator" in body
    made = changes.write(writer, here.singing, language="pl", said={"name": "Śpiew"}, by="machine")
    assert made.checked_at is None and "Not checked by a person" in page(client, here.singing, "/in/pl")


def test_only_those_who_keep_an_entry_write_it_in_another_language(here, make, client, sung):
    for stranger in (PUBLIC, make.person(), make.person(analyst=here.place)):
        with pytest.raises(NotAllowed):
            changes.write(stranger, here.singing, language="fr", said={"name": "Chant"}, by="staff")
        with pytest.raises(NotAllowed):
            changes.erase(stranger, sung)
    assert client.get(f"/service/{here.singing.pk}/in/fr/edit").status_code == 403
    _link, code = give_link(HOUSE, here.singing)
    client.get(f"/keep/{code}")
    sent = {"words-0": "Chant", "from-0": hashed("Singing"), "by": "volunteer"}
    assert client.post(f"/service/{here.singing.pk}/in/fr/edit", sent).status_code == 302
    assert Translation.objects.get(language="fr").said["name"]["words"] == "Chant"


def test_the_form_keeps_what_was_typed_when_something_is_missing(here, make, client):
    client.login(username=make.account(link_worker=here.place).email, password=PASSWORD)
    answered = client.post(f"/service/{here.singing.pk}/in/ur/edit", {"words-0": SINGING, "from-0": hashed("Singing")})
    assert answered.status_code == 400 and SINGING in answered.content.decode()
    assert "how far to trust it" in answered.content.decode()
    shown = page(client, here.singing, "/in/ur/edit")
    assert 'lang="ur" dir="rtl"' in shown and "Tuesdays at 7" in shown


def test_what_a_translation_said_can_be_said_again_and_erasing_leaves_nothing(here, sung, entries):
    changes.write(HOUSE, here.singing, language="ur", said={"name": "کچھ اور"}, by="staff")
    [version] = TranslationVersion.objects.all()
    back = changes.take_back(HOUSE, sung, version=version.pk)
    assert back.said["name"]["words"] == SINGING and back.by == "volunteer"
    changes.erase(HOUSE, back)
    assert not Translation.objects.exists() and not TranslationVersion.objects.exists()
    assert SINGING not in str([each.facts for each in entries()])
    with pytest.raises(NotFound, match="Nobody has put"):
        reading.in_language(PUBLIC, str(here.singing.pk), "ur")


def test_a_translation_of_what_is_withheld_is_withheld_too(here, sung, client, make):
    withhold(HOUSE, here.singing, field="fees_description", reason="They settle it face to face.")
    for path in ("/in/ur", "/in/ur.json", "/in/ur.csv"):
        body = page(client, here.singing, path)
        assert FREE not in body and "Free" not in body.replace("Free and open software", "")
    steward = make.account(steward=here.place)
    client.login(username=steward.email, password=PASSWORD)
    assert FREE in page(client, here.singing)


def test_when_it_is_on_at_a_place_that_is_withheld_is_not_told_in_another_language(here, sung, client):
    [at] = ServiceAtLocation.objects.filter(service=here.singing)
    said = {f"when:{at.pk}": "منگل کو سات بجے"}
    changes.write(HOUSE, here.singing, language="ur", said=said, by="staff")
    assert "منگل" in page(client, here.singing)
    withhold(HOUSE, at.location, field="whereabouts", reason="It is a refuge.")
    body = page(client, here.singing)
    assert "منگل" not in body and "The Hall" not in body and "not told to everyone" in body


def test_an_entry_that_is_not_for_everyone_is_not_in_another_language_either(here, sung, client):
    withhold(HOUSE, here.singing, reason="They asked for it.")
    assert client.get(f"/service/{here.singing.pk}/in/ur").status_code == 404
    assert reading.visible_to(PUBLIC, [str(sung.pk)]) == set()


def test_what_waits_for_a_translator_is_listed_for_those_who_keep_the_directory(here, sung, make, client):
    changes.want(make.person(steward=here.place), here.place, languages=["ur", "pl"])
    with pytest.raises(NotAllowed):
        reading.work(PUBLIC, here.place)
    with pytest.raises(NotAllowed):
        changes.want(make.person(listener=here.place), here.place, languages=["fr"])
    tasks = {(each.name, each.language): each.state for each in reading.work(HOUSE, here.place).tasks}
    assert tasks["Singing", "ur"] == "part" and tasks["Singing", "pl"] == "missing"
    describe(HOUSE, here.singing, said={"description": "Two hours of singing."})
    work = reading.work(HOUSE, here.place, tag="ur")
    assert [(each.state, each.fields) for each in work.tasks] == [("stale", ("What happens there",))]
    client.login(username=make.account(listener=here.place).email, password=PASSWORD)
    body = client.get("/place/dale/translations").content.decode()
    assert "The English has changed" in body and client.get("/place/dale/translations.csv").status_code == 200


def test_the_small_words_of_the_page_are_written_once_for_all_entries(here, sung, make, client):
    client.login(username=make.account(listener=here.place).email, password=PASSWORD)
    assert client.post("/place/dale/translations/ur", {"when": "کب اور کہاں"}).status_code == 302
    assert PlaceLanguage.objects.get().labels == {"when": "کب اور کہاں"}
    assert '<dt lang="ur" dir="rtl" translate="no">کب اور کہاں</dt>' in page(client, here.singing)
    assert client.get("/place/dale/translations/xx").status_code == 404


def test_whoever_is_erased_is_named_by_no_translation_and_its_words_stay(here, make, client):
    tom = make.person(link_worker=here.place)
    for name in (SINGING, "گیت"):
        changes.write(tom, here.singing, language="ur", said={"name": name}, by="volunteer", by_name="Tom Ashby")
    assert "Tom Ashby" in page(client, here.singing)
    erase_person(tom, tom)
    assert "Tom Ashby" not in page(client, here.singing) and "گیت" in page(client, here.singing)
    rows = (*Translation.objects.all(), *TranslationVersion.objects.all())
    assert len(rows) == 2 and {(each.maker, each.by_name) for each in rows} == {("", "")}
