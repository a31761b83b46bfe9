"""The eye alone: sheets are found whichever way they lie, spots come back to the millimetre, and refusals say why."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from commonweal.listening.paper import printing, sight
from commonweal.listening.paper.layouts import BY_GROUP, LAYOUTS
from tests.listening import paper_photos as camera
from tests.listening.paper_place import table


@pytest.fixture
def pages(make):
    """One page of every sort, with its code."""
    here, made = table(make), {}
    for key in LAYOUTS:
        codes = printing.fresh()
        png = printing.picture(here.wanted(key), codes, ppi=200 if LAYOUTS[key].width < 450 else 130)
        made[key] = (camera.printed(png), codes.sheet)
    return made


def test_a_dozen_photographs_are_found_placed_and_read(pages):
    chance, off = np.random.default_rng(11), []
    for number in range(14):
        layout = list(LAYOUTS.values())[number % len(LAYOUTS)]
        page, code = pages[layout.key]
        names = [name for name in layout.ticks if chance.random() < 0.5]
        photo = camera.photographed(camera.ticked(page, layout, names), layout, chance, turned=number % 2 == 0)
        image = sight.opened(photo.jpeg)
        found = sight.find(image)
        assert found.layout is layout and found.missing == ()
        known = sight.known_code(image, found, printing.squares([code, *(printing.fresh().sheet for _ in range(60))]))
        assert (sight.code(image, found) or printing.BEGINS + known) == printing.BEGINS + code
        for name, tick in sight.ticks(sight.straightened(image, found), layout).items():
            assert tick.ticked in (name in names, None)
        frame = layout.frame
        for x in np.linspace(frame.x, frame.x + frame.width, 4):
            for y in np.linspace(frame.y, frame.y + frame.height, 4):
                off.append(float(np.hypot(*np.subtract(found.on_paper(photo.at((x, y))), (x, y)))))
    assert np.median(off) < 0.5 and np.percentile(off, 95) < 1.5, (np.median(off), np.percentile(off, 95))


def test_a_thumb_over_one_corner_does_no_harm_and_over_two_is_told_by_name(pages):
    layout = LAYOUTS["map-a3"]
    page = pages["map-a3"][0].copy()
    scale = page.shape[1] / layout.width

    def cover(place):
        x, y = layout.centres[place]
        cv2.circle(page, (round(x * scale), round(y * scale)), round(12 * scale), (110, 140, 190), -1)

    cover(2)
    image = sight.opened(camera.photographed(page, layout, np.random.default_rng(3), hard=0.5, turned=False).jpeg)
    assert sight.find(image).missing == (2,)
    cover(0)
    image = sight.opened(camera.photographed(page, layout, np.random.default_rng(3), hard=0.5, turned=False).jpeg)
    with pytest.raises(sight.Unusable) as refused:
        sight.find(image)
    assert (refused.value.why, refused.value.missing) == (sight.CORNERS, (0, 2))


def test_dark_blurred_small_strange_and_broken_pictures_are_told_apart(pages):
    layout = LAYOUTS["story-a4"]
    photo = camera.photographed(pages["story-a4"][0], layout, np.random.default_rng(5), hard=0.3)
    image = sight.opened(photo.jpeg)
    noise = np.random.default_rng(1).normal(0, 2, image.shape)
    night = np.clip(image * 0.05 + noise, 0, 255).astype(np.uint8)
    wrong = {
        sight.DARK: np.clip(noise + 4, 0, 255).astype(np.uint8),
        sight.BLURRED: cv2.GaussianBlur(image, (0, 0), 45),
        sight.STRANGE: cv2.resize(
            np.random.default_rng(2).integers(0, 255, (60, 80, 3), np.uint8),
            (1600, 1200),
            interpolation=cv2.INTER_NEAREST,
        ),
    }
    for why, picture in wrong.items():
        with pytest.raises(sight.Unusable) as refused:
            sight.find(picture)
        assert refused.value.why == why
    with pytest.raises(sight.Unusable) as refused:  # the corners are seen, and no word could be read
        sight.straightened(night, sight.find(image))
    assert refused.value.why == sight.DARK
    for data, why in ((b"hello", sight.UNREADABLE), (b"\xff\xd8\xff\xe0", sight.UNREADABLE)):
        with pytest.raises(sight.Unusable) as refused:
            sight.opened(data)
        assert refused.value.why == why
    with pytest.raises(sight.Unusable) as refused:
        sight.opened(sight.as_jpeg(image[:300, :400]))
    assert refused.value.why == sight.SMALL


def test_a_folded_sheet_is_told_to_be_laid_flat(pages):
    layout, page = LAYOUTS["map-a4"], pages["map-a4"][0]
    folded = page.copy()
    half = page.shape[1] // 2
    lifted = cv2.getPerspectiveTransform(
        np.float32([[half, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [half, page.shape[0]]]),
        np.float32(
            [[half, 0], [page.shape[1] * 0.8, 260], [page.shape[1] * 0.8, page.shape[0]], [half, page.shape[0]]]
        ),
    )
    right = cv2.warpPerspective(page, lifted, (page.shape[1], page.shape[0]), borderValue=(160, 160, 160))
    folded[:, half:] = right[:, half:]
    with pytest.raises(sight.Unusable) as refused:
        sight.find(sight.opened(camera.photographed(folded, layout, np.random.default_rng(2), hard=0.2).jpeg))
    assert refused.value.why == sight.BENT


def test_a_real_photograph_of_another_makers_sheet_is_refused_clearly(shared_data):
    data = (shared_data / "systemsmap" / "paper-map" / "1-photo-of-sketch-map.jpg").read_bytes()
    with pytest.raises(sight.Unusable) as refused:
        sight.find(sight.opened(data))
    assert refused.value.why == sight.STRANGE


def test_no_two_sorts_of_sheet_share_a_corner_mark_and_no_mark_looks_like_another_turned():
    assert len(BY_GROUP) == len(LAYOUTS)
    marks = [np.array(sight.marker(id)) for layout in LAYOUTS.values() for id in layout.ids]
    for place, one in enumerate(marks):
        for other in marks[:place]:
            assert min((np.rot90(one, turn) != other).sum() for turn in range(4)) >= 3


def test_a_faint_tick_is_left_to_a_person():
    layout = LAYOUTS["story-a5"]
    scale = sight.per_mm(layout)
    size = round(layout.whole.height * scale), round(layout.whole.width * scale), 3
    straight = np.full(size, 235, np.uint8)
    box = layout.ticks["quote"]
    left, top = (box.x - layout.whole.x + 1.2) * scale, (box.y - layout.whole.y + 1.2) * scale
    cv2.line(
        straight, (round(left), round(top)), (round(left + 1.8 * scale), round(top)), (60, 60, 60), round(0.28 * scale)
    )
    read = sight.ticks(straight, layout)
    assert read["quote"].ticked is None and read["code"].ticked is False
