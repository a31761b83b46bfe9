"""What is given out of counts of people: remembered, never undone by the next figure, and nowhere the count itself."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.evidence import release
from commonweal.evidence.models import Release
from commonweal.evidence.release import changes, queries
from commonweal.evidence.release.asking import NOT_SAID
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.makers import PASSWORD
from tests.methods import attackers
from tests.methods.test_differencing import NHS
from tests.places import small

AREAS = {f"lsoa21:{code}": many for code, many in zip(small.NAMES, (23, 41, 6, 18), strict=True)}
A, B, C, D = AREAS
WORDS = "not shown, so that it tells of nobody in particular"


@pytest.fixture
def ashby(db):
    return small.place()


def counted(edition="", people=AREAS, **splits):
    return release.Counted(
        "returns:bins:2026-09", "People with assisted bins", "Ashby Council, September 2026",
        people=people, splits=splits, names={"women": "women", "men": "men"}, edition=edition,
    )  # fmt: skip


def give(place, *asked, who=HOUSE, of=None, **question):
    questions = [release.Question(tuple(each), **question) for each in asked]
    return [each.text for each in release.give(who, place=place, counted=of or counted(), questions=questions)]


def test_counts_are_given_by_the_rule_and_what_would_tell_of_a_few_is_not(ashby):
    assert give(ashby, [A], [B], [C], [A, B], [A, C]) == ["25", "40", WORDS, "65", WORDS]


def test_the_same_question_has_the_same_answer_in_whatever_order_it_is_asked(ashby):
    assert give(ashby, [A, B], [B, A]) == ["65", "65"]
    assert Release.objects.count() == 1


def test_what_was_given_earlier_counts_when_more_is_asked_later(ashby):
    assert give(ashby, [A, B, C]) == ["70"]
    assert give(ashby, [A, B]) == [WORDS]


def test_groups_are_held_against_everybody_and_against_each_other(ashby):
    women = {A: 18, B: 20, C: 3, D: 9}
    men = {A: 5, B: 21, C: 3, D: 9}
    of = counted(sex={"women": women, "men": men})
    assert give(ashby, [A], [B], of=of) == ["25", "40"]
    # 18 of 23 are women: five are not, and would be told by taking the one from the other.
    assert give(ashby, [A], of=of, split="sex", parts=("women",)) == [WORDS]
    assert give(ashby, [B], of=of, split="sex", parts=("women",)) == ["20"]


def test_those_of_whom_it_is_not_said_are_a_part_too(ashby):
    of = counted(sex={"women": {A: 12, B: 20, C: 3, D: 9}, "men": {A: 8, B: 21, C: 3, D: 9}})
    assert give(ashby, [A], of=of, split="sex", parts=("women", "men")) == ["20"]
    # Three did not say: everybody would tell of them.
    assert give(ashby, [A], of=of) == [WORDS]
    assert give(ashby, [A], of=of, split="sex", parts=(NOT_SAID,)) == [WORDS]


def test_not_known_is_said_to_be_not_known(ashby):
    assert give(ashby, [A], [A, B], of=counted(people={**AREAS, A: None})) == ["not known", "not known"]


def test_a_correction_of_a_few_is_not_given_by_itself_and_a_large_one_is(ashby):
    assert give(ashby, [A], [B]) == ["25", "40"]
    corrected = counted("second", {**AREAS, A: 19, B: 60})
    assert give(ashby, [A], [B], of=corrected) == ["25", "60"]


def test_a_correction_is_held_against_every_edition_before_it_and_not_the_last_alone(ashby):
    told = [give(ashby, [A], of=counted(str(many), {**AREAS, A: many})) for many in (23, 60, 28)]
    assert told == [["25"], ["60"], ["25"]]


def test_what_is_new_is_held_against_what_was_said_of_an_earlier_edition(ashby):
    assert give(ashby, [A, B], [A]) == ["65", "25"]
    # Of A and B together five are left beside A now, and A by itself has not changed: it is known from before.
    assert give(ashby, [A, B], [A], of=counted("second", {**AREAS, B: 5})) == [WORDS, "25"]


def test_a_question_that_cannot_be_asked_is_refused_without_a_number(ashby):
    for asked in (
        release.Question(()),
        release.Question(("lsoa21:nowhere",)),
        release.Question((A,), split="shoe", parts=("large",)),
        release.Question((A,), parts=("women",)),
    ):
        with pytest.raises(Invalid, match="cannot be asked"):
            release.give(HOUSE, place=ashby, counted=counted(), questions=[asked])
    of = counted(sex={"women": {**AREAS, A: 90}, "men": AREAS})
    with pytest.raises(Invalid) as refused:
        release.give(HOUSE, place=ashby, counted=of, questions=[release.Question((A,))])
    assert not re.search(r"\d", refused.value.sentence)


def test_visitors_and_members_cannot_ask_and_so_cannot_use_up_what_may_be_given(ashby, make):
    for who in (PUBLIC, make.person(), make.person(link_worker=ashby)):
        with pytest.raises(NotAllowed):
            give(ashby, [A], who=who)
    assert give(ashby, [A], who=make.person(analyst=ashby)) == ["25"]


def test_a_steward_may_be_stricter_never_weaker(ashby, make):
    steward = make.person(steward=ashby)
    for weaker in ("ons", "none", ""):
        with pytest.raises(Invalid, match="never weaker"):
            changes.set_rules(steward, place=ashby, profile=weaker)
    with pytest.raises(NotAllowed):
        changes.set_rules(make.person(analyst=ashby), place=ashby, profile="strict")
    changes.set_rules(steward, place=ashby, profile="strict")
    assert give(ashby, [A], [C], of=counted(people={**AREAS, C: 9})) == ["25", WORDS]
    assert queries.rules(PUBLIC, ashby).profile == "strict"


def test_the_page_tells_the_rules_and_what_was_given_and_no_count(ashby):
    give(ashby, [A], [B], [C], [A, C], [A, B, C, D])
    told = Client().get("/place/ashby/release").content.decode()
    assert "Counts of 1 to 7 people are not shown" in told and "People with assisted bins" in told
    assert "4 areas together" in told and WORDS in told
    for address in ("/place/ashby/release", "/place/ashby/release.json", "/place/ashby/release.csv"):
        body = Client().get(address).getvalue().decode()
        assert not re.search(r">(23|41|6|29|88)<|(?:,|(?<!\d):)(23|41|29|88)[,.}\n]", body), address
    rows = json.loads(Client().get("/place/ashby/release.json").getvalue())["releases"]
    assert {"people", "asked", "suppressed"}.isdisjoint(rows[0]) and len(rows) == 5


def test_what_is_counted_is_said_once_for_the_figures_that_follow_each_other(ashby):
    give(ashby, [A], [B])
    give(ashby, [B], of=counted(sex={"women": {B: 20}, "men": {B: 21}}), split="sex", parts=("women",))
    (whole,) = queries.together(queries.releases(PUBLIC, ashby)[0:9])
    assert whole.label == "People with assisted bins" and whole.group is None and len(whole.rows) == 3
    assert whole.day == timezone.localdate()
    (days,) = queries.together([*whole.rows, replace(whole.rows[0], at=whole.rows[0].at - timedelta(days=1))])
    assert days.day is None
    (everybody,) = queries.together(whole.rows[1:])
    assert everybody.group == "" and [row.text for row in everybody.rows] == ["40", "25"]
    page = Client().get("/place/ashby/release").content.decode().partition("<tbody>")[2].partition("</table>")[0]
    assert page.count("People with assisted bins") == 1 and page.count("everybody") == 2


def test_a_steward_sets_the_rule_on_the_page_and_is_told_what_is_wrong(ashby, make):
    account = make.account(steward=ashby)
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    assert b"Choose the rule for this place" in client.get("/place/ashby/release").content
    wrong = client.post("/place/ashby/release/rules", {"profile": "ons"})
    assert wrong.status_code == 400 and b"never weaker" in wrong.content
    assert client.post("/place/ashby/release/rules", {"profile": "strict"}).status_code == 302
    assert b"Choose the rule" not in Client().get("/place/ashby/release").content


def test_the_first_visit_says_that_nothing_was_given_yet(ashby):
    assert "Nothing has been given out yet." in Client().get("/place/ashby/release").content.decode()


CURIOUS = (
    "?measure=returns:bins:2026-09&page=1", "?page=2", "?page=x", "?measure=people", "?measure=%27%20or%201=1",
    "?order_by=people", "?people=6", "?areas=lsoa21:E01000003", "?profile=ons", "?edition=second", "?form=json",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_no_parameter_and_no_error_tells_of_a_few(ashby, ending):
    """The small count is 6, and 29, 47 and 88 would tell of it."""
    give(ashby, [C], [A], [A, C], [B, C], [A, B, C, D])
    for asked in CURIOUS:
        body = Client().get(f"/place/ashby/release{ending}{asked}").getvalue().decode()
        for row in re.findall(r"assisted bins.*", re.sub(r"<time.*?</time>", "", body)):
            assert not re.search(r"(?<![\d:.-])(6|29|47|88)(?![\d:.-])", row.replace("E01000003", "")), (asked, row)


def test_the_true_count_is_written_nowhere_but_in_its_own_column(ashby, make, entries):
    give(ashby, [C], [A, C], who=make.person(analyst=ashby))
    (entry,) = entries("evidence.release.give")
    assert entry.facts == {"measure": "returns:bins:2026-09", "asked": 2}
    held = Release.objects.get(areas=[C])
    assert held.people == 6 and "6" not in f"{held} {held.label} {held.shown}"
    assert not [each for each in queries.describe([str(held.pk)]).values() if "6" in each.title]


def attack(place, seed):
    """One attack through the ledger: an insider asks what they like, and an outsider does sums on the answers."""
    chance = random.Random(seed)
    counts = {key: chance.choice((0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 20, chance.randint(0, 50))) for key in AREAS}
    of = release.Counted(f"attack:{seed}", "Attacked", "Nobody", people=counts)
    asked = attackers.questions(chance, list(AREAS), chance.choice((6, 12)))
    release.give(HOUSE, place=place, counted=of, questions=[release.Question(tuple(sorted(each))) for each in asked])
    rows = Release.objects.filter(measure=of.measure).order_by("at", "pk")
    shown = [
        attackers.Given(frozenset(row.areas), attackers.Shown(row.label, row.shown, row.suppressed)) for row in rows
    ]
    return counts, attackers.found_out(NHS, counts, shown)


def test_nobody_works_out_a_few_people_through_the_ledger(ashby):
    for seed in range(30):
        counts, caught = attack(ashby, seed)
        assert caught == [], (seed, counts)


@pytest.mark.deep
def test_a_thousand_attacks_through_the_ledger_find_nobody_out(ashby):
    for seed in range(30, 1030):
        counts, caught = attack(ashby, seed)
        assert caught == [], (seed, counts)


def test_no_page_or_export_of_the_part_names_the_column_of_true_counts():
    """Whoever reads `people` of a Release is the ledger, and nobody else."""
    here = Path(changes.__file__).parent
    reading = [
        path.name for path in here.glob("*.py") if re.search(r"(row|each|held|before)\.people", path.read_text())
    ]
    assert reading == ["across.py"]
