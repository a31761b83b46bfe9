"""What a what-if of very many hubs looks like, and says: what was changed is not lost among what was there."""

from __future__ import annotations

import json
from dataclasses import replace

from commonweal.evidence.hubs import headline, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.hubs.drawn import NUMBERED, hub_map
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Shape


def test_a_hub_moved_and_a_hub_opened_lie_over_all_others_and_keep_their_shapes(client, hand):
    areas = []
    for number in range(2):
        area = hand.area("AB"[number])
        area.lat, area.lon = 51 + number / 100, 0.0
        area.save()
        hand.values(area, people=100, decile=1)
        hand.box(area, number / 10, number / 10 + 0.05)
        areas.append(area)
        west, east = number / 10, number / 10 + 0.05
        ring = [[west, 51], [east, 51], [east, 51.1], [west, 51.1], [west, 51]]
        outline = json.dumps({"type": "Polygon", "coordinates": [ring]})
        Shape.objects.filter(area=area).update(geometry=outline, drawn=outline)
    place = hand.place(*areas)
    for _each in range(NUMBERED + 1):
        first = hand.asset(areas[0], "library", dataset="libraries2023")
    asked = Asked("library", 15).then("add:neighbourhood:B", f"move:{first.pk}:51.02,0.02")
    drawn = hub_map(PUBLIC, place.slug, working.what_if(PUBLIC, place, asked).hubs)
    assert not drawn.numbered
    states = [mark.row.state for mark in drawn.marks]
    assert sorted(states[-2:]) == ["moved", "new"] and set(states[:-2]) == {"stays"}
    page = client.get(f"/place/{place.slug}/hubs?{asked.query}").content.decode()
    for state, shape in (("new", "<path"), ("moved", "<rect")):
        assert page.split(f'hub hub--{state}" data-hub')[1].split(">", 1)[1].startswith(shape)


def test_a_gain_too_small_for_a_whole_percent_is_not_said_to_be_a_difference_of_nothing(hand):
    area = hand.area("A")
    area.lat, area.lon = 51.0, 0.0
    area.save()
    hand.values(area, people=100, decile=1)
    found = working.what_if(PUBLIC, hand.place(area), Asked("library", 15).then("add:neighbourhood:A"))
    whole = replace(
        found.everybody, people=1000, within_before=521, within_after=523, share_before=52.1, share_after=52.3
    )
    assert headline.headline(replace(found, everybody=whole)) == (
        "2 more people would live within 15 minutes’ walk: still 52 of every 100."
    )
