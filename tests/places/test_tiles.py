"""A place's own street map: read from one file, served from here, kept on a shared device, printed pale on a sheet."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from commonweal.core.errors import Invalid
from commonweal.journal.actor import HOUSE
from commonweal.listening.capture import ground
from commonweal.listening.changes import open_gathering
from commonweal.listening.paper import ground as paper
from commonweal.listening.paper import layouts
from commonweal.places import tiles
from commonweal.places.changes import make_place
from commonweal.places.models import Area, Dataset, DatasetVersion, PlaceArea, Shape

BOX = (-2.30, 54.61, -2.26, 54.64)


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (256, 256), shade).save(out, "PNG")
    return out.getvalue()


def made(path, *, kind="PNG", levels=range(10, 15)):
    """A street map of the box, each square a shade of its own."""
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import Writer

    with path.open("wb") as file:
        writer = Writer(file)
        squares = [square for z in levels for square in tiles.squares(BOX, z, 10_000)]
        for number, square in enumerate(sorted(squares, key=lambda each: zxy_to_tileid(*each))):
            writer.write_tile(zxy_to_tileid(*square), picture(number % 250))
        edges = dict(
            zip(("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"), [round(e * 1e7) for e in BOX], strict=True)
        )
        writer.finalize(
            {"tile_type": TileType[kind], "tile_compression": Compression.NONE, "min_zoom": min(levels),
             "max_zoom": max(levels), "center_zoom": 12, "center_lon_e7": 0, "center_lat_e7": 0, **edges},
            {"attribution": "<a href='https://example.org'>© Dale mappers</a>"},
        )  # fmt: skip
    return path


@pytest.fixture
def street(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_TILES", str(made(tmp_path / "dale.pmtiles")))
    return tiles.held()


@pytest.fixture
def dale(db, unguarded):
    place = make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
    area = Area.objects.create(key="neighbourhood:D1", kind="neighbourhood", code="D1", name="Dale End")
    PlaceArea.objects.create(place=place, area=area)
    dataset = Dataset.objects.create(key="drawn", title="Drawn", publisher="Dale", licence="none", vintage="2026")
    version = DatasetVersion.objects.create(dataset=dataset, sha256="0" * 64, first_seen="2026-01-01T00:00Z")
    west, south, east, north = BOX
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    shape = json.dumps({"type": "Polygon", "coordinates": [ring]})
    Shape.objects.create(area=area, geometry=shape, drawn=shape, west=west, south=south, east=east, north=north,
                         version=version)  # fmt: skip
    return place


def test_without_a_file_there_is_no_street_map_and_no_piece_of_one(client, monkeypatch, dale):
    monkeypatch.setenv("COMMONWEAL_TILES", "")
    assert tiles.held() is None
    assert json.loads(ground.of(dale))["streets"] is None
    assert client.get("/tiles/10/507/330").status_code == 404


@pytest.mark.parametrize("what", ["is not there", "is no map", "is drawn"])
def test_a_file_that_cannot_be_a_street_map_is_said_plainly(tmp_path, monkeypatch, what):
    path = tmp_path / "dale-x.pmtiles"
    if what == "is no map":
        path.write_bytes(b"PMTiles" + bytes(200))
    if what == "is drawn":
        made(path, kind="MVT")
    with pytest.raises(Invalid, match="x.pmtiles"):
        tiles.opened(str(path))
    # A stall goes on with outlines.
    monkeypatch.setenv("COMMONWEAL_TILES", str(path))
    assert tiles.held() is None


def test_a_piece_is_served_as_it_lies_in_the_file_and_may_be_kept(client, street):
    z, x, y = next(tiles.squares(BOX, 14, 1))
    answer = client.get(f"/tiles/{z}/{x}/{y}")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert answer.content == street.tile(z, x, y) and "max-age=2592000" in answer["Cache-Control"]
    for nowhere in ("15/0/0", "14/99999/1", "99/0/0"):
        assert client.get(f"/tiles/{nowhere}").status_code == 404


def test_a_square_lies_where_it_says():
    for z in (4, 10, 16):
        x, y = tiles.square_of(-2.28, 54.63, z)
        west, south, east, north = tiles.box_of(z, x, y)
        assert west <= -2.28 < east and south < 54.63 <= north


def test_a_shared_device_keeps_the_map_of_its_gathering_and_no_more_than_it_can(client, street, dale, monkeypatch):
    held = open_gathering(HOUSE, place=dale, name="Stall", kind="street", on="2026-06-01")
    told = json.loads(client.get(f"/gathering/{held.pk}/kiosk/ground").content)["streets"]
    assert told["credit"] == "© Dale mappers" and (told["low"], told["high"]) == (10, 14)
    kept = ground.streets_kept(dale, held)
    assert len(kept) == len(street.over(BOX, 10_000)) and all(client.get(each).status_code == 200 for each in kept)
    script = client.get(f"/gathering/{held.pk}/kiosk/worker.js").content.decode()
    assert kept[-1] in script
    monkeypatch.setattr(ground, "MOST_TILES", 5)
    few = ground.streets_kept(dale, held)
    assert 0 < len(few) <= 5 and few == kept[: len(few)]


def test_a_printed_sheet_has_the_streets_under_its_outlines_and_says_whose_they_are(street, dale):
    layout = layouts.LAYOUTS["map-a3"]
    box = paper.fitted(paper.bounds_of(dale, None), layout.frame)
    drawn = paper.svg(layout, box, None, dale)
    assert drawn.count("<image ") == sum(street.tile(*each) is not None for each in street.finest(box, 60)) > 0
    assert 'fill="#ffffff" stroke' not in drawn
    assert "© Dale mappers" in paper.credits(box, dale)
