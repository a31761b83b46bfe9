"""The thread as a picture: every step drawn or said to be left out, each sort in its own shape, at both widths."""

from __future__ import annotations

from datetime import UTC, datetime

from commonweal.journal import picture, sorts
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.journal.trace import Step

AT = datetime(2026, 5, 1, tzinfo=UTC)
START = Ref("inquiry.commitment", "p")
CARD = Card("Mend the lift in Mill House, and keep it mended for good", "/commitment/p", "Dale Council")


def step(kind, id, near, depth):
    return Step(Ref(kind, id), Card(f"Thing {id}", f"/{id}"), near, "x.y.z", AT, depth)


def back(voices):
    decision = step("inquiry.decision", "d", START, 1)
    lines = [step("listening.quote", f"q{n}", decision.thing, 2) for n in range(voices)]
    return [decision, *lines, *(step("listening.voice", f"v{n}", lines[n].thing, 3) for n in range(voices))]


def test_every_step_is_drawn_and_joined_at_both_widths():
    steps = back(3)
    for drawn in (picture.draw(START, CARD, steps, []), picture.draw_tall(START, CARD, steps, [])):
        assert len(drawn.spots) == len(steps) + 1 and len(drawn.lines) == len(steps) and drawn.left_out == 0
        for spot in drawn.spots:
            assert spot.x >= 0 and spot.x + spot.width <= drawn.width
            assert spot.y >= 0 and spot.y + spot.height <= drawn.height


def test_no_two_things_stand_on_each_other():
    for draw in (picture.draw, picture.draw_tall):
        spots = draw(START, CARD, back(6), [step("inquiry.progress", "n", START, 1)]).spots
        boxes = [(s.x, s.y, s.x + s.width, s.y + s.height) for s in spots]
        for one in range(len(boxes)):
            for two in range(one + 1, len(boxes)):
                a, b = boxes[one], boxes[two]
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_what_does_not_fit_is_said_and_a_telephone_is_never_wider_than_itself():
    steps = back(40)
    assert picture.draw(START, CARD, steps, []).left_out == 2 * 40 - 2 * picture.ROWS
    tall = picture.draw_tall(START, CARD, steps, [])
    assert tall.width <= 340 and tall.left_out == len(steps) - (len(tall.spots) - 1)


def test_each_sort_has_a_shape_and_an_icon_of_its_own():
    shapes = {picture.outline(key, 0, 0, 200, 100) for key in sorts.SORTS if key not in (sorts.PLACE, sorts.THING)}
    assert len(shapes) == 5
    icons = [each.icon for each in sorts.SORTS.values()]
    assert len(icons) == len(set(icons))


def test_the_words_stand_above_what_rests_on_them_on_a_telephone():
    order = [spot.sort for spot in picture.draw_tall(START, CARD, back(2), []).spots]
    assert order == ["voice", "voice", "voice", "voice", "decision", "promise"]
