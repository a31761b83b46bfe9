from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from commonweal.openreferral.reading import Reading, mapped_sheet, mapping, suggesting
from tests.openreferral.reading import documents

REFUGE = """import_id,import_id_reference,name,organisation,approved,visible,contact_name,contact_visible,\
location_name,location_latitude,location_longitude,location_address_1,location_city,location_postcode,location_visible,mask_exact_address,schedules_opens_at,\
schedules_closes_at,scheduled_weekday,notes
1,,Safe house,Haven,TRUE,TRUE,Amal,TRUE,The Haven,53.7,-1.8,7 Low Street,Halifax,HX9 9ZZ,TRUE,TRUE,9am,5pm,Monday,knock
2,1,,,,,Bea,FALSE,,,,,,,,,,,,
3,1,,,,,,,Second house,53.8,-1.9,8 Hidden Lane,Leeds,LS9 9ZZ,FALSE,FALSE,10am,noon,Saturdays,
4,,Not yet,Other,TRUE,,,,Unseen hall,53.6,-1.7,9 Side Road,Hebden,HX7 7AA,TRUE,FALSE,,,,
5,9,,,,,Nobody,TRUE,,,,,,,,,,,,
"""


def sheet(tmp_path: Path, text: str, name: str = "services.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def refuge(tmp_path: Path) -> Reading:
    return mapped_sheet.read(sheet(tmp_path, REFUGE), "outpost")


def places(reading: Reading) -> dict[str, dict[str, Any]]:
    return {each.document["name"]: each.document for each in reading.of("location")}


def test_rows_that_go_on_from_another_give_it_more_contacts_places_and_hours(refuge: Reading) -> None:
    document = refuge.of("service")[0].document
    assert document["name"] == "Safe house"
    assert [each["name"] for each in document["contacts"]] == ["Amal", "Bea"]
    assert len(document["service_at_locations"]) == 2
    assert [(each["byday"], each["opens_at"]) for each in document["schedules"]] == [("MO", "09:00"), ("SA", "10:00")]
    assert [row["import_id"] for row in refuge.of("service")[0].raw["rows"]] == ["1", "2", "3"]


def test_a_masked_address_is_hidden_with_all_that_would_give_it_away(refuge: Reading) -> None:
    haven = places(refuge)["The Haven"]
    assert haven["_visibility"] == dict.fromkeys(
        ("name", "addresses", "latitude", "longitude", "accessibility"), "hidden"
    )
    assert set(haven["_visibility_reasons"]) == set(haven["_visibility"])


def test_a_place_and_a_contact_that_may_not_be_seen_are_hidden_whole(refuge: Reading) -> None:
    assert places(refuge)["Second house"]["_visibility"] == {"": "hidden"}
    document = refuge.of("service")[0].document
    assert document["_visibility"] == {"contacts.1": "hidden"}
    assert [each.get("_visibility") for each in document["contacts"]] == [None, {"": "hidden"}]


def test_what_is_not_said_to_be_visible_is_hidden_with_the_places_only_it_leads_to(refuge: Reading) -> None:
    unseen = refuge.of("service")[1].document
    assert unseen["_visibility"][""] == "hidden" and "may be seen" in unseen["_visibility_reasons"][""]
    assert places(refuge)["Unseen hall"]["_visibility"] == {"": "hidden"}
    organisations = {each.document["name"]: each.document.get("_visibility") for each in refuge.of("organization")}
    assert organisations == {"Haven": None, "Other": {"": "hidden"}}


def test_notes_for_the_staff_never_enter_the_document(refuge: Reading) -> None:
    assert "knock" not in json.dumps([each.document for each in refuge.records])


def test_a_row_that_goes_on_from_nothing_is_an_error_and_is_kept_apart(refuge: Reading) -> None:
    errors = [each for each in refuge.problems if each.level == "error"]
    assert [each.where for each in errors] == ["services.csv row 6"]
    assert refuge.loose[0].raw["contact_name"] == "Nobody"


def test_the_documents_hold_to_the_standard(refuge: Reading) -> None:
    assert not documents.broken(refuge)


def test_the_councils_own_sheet_comes_in(shared_data: Path) -> None:
    reading = mapped_sheet.read(shared_data / "openreferral/samples/outpost-import", "outpost")
    assert reading.counts == {"taxonomy": 0, "taxonomy_term": 5, "organization": 2, "location": 3, "service": 2}
    first, second = (each.document for each in reading.of("service"))
    counted = {
        name: len(first[name])
        for name in ("contacts", "service_at_locations", "cost_options", "schedules", "additional_urls")
    }
    assert set(counted.values()) == {2}
    assert first["_visibility"] == {"": "hidden", "contacts.1": "hidden"} and "_visibility" not in second
    assert second["fees_description"] == "Free" and first["application_process"] == "A referral is needed."
    assert not documents.broken(reading)
    # Of the folder's two sheets only one is of services.
    assert any("custom-fields" in each.where for each in reading.problems)


def test_the_legal_aid_directory_comes_in_by_its_own_mapping_files_and_what_they_miss(shared_data: Path) -> None:
    folder = shared_data / "openreferral/samples/florida-legal-aid-csv"
    link = {"organization_uuid": "organization.id", "organization_name": "organization.name"}
    areas = {"service_areas": {"to": "service_areas[].name", "split": ";"}}
    made = mapping.SourceMapping(
        "Florida",
        (
            mapping.from_paths(folder / "organizations_organization_mapping.csv", "organization", sheet="organizations",
                               more={"organization_url": "website"}),
            mapping.from_paths(folder / "locations_location_mapping.csv", "location", sheet="locations"),
            mapping.from_paths(folder / "services_service_mapping.csv", "service", sheet="services", more=link | areas),
        ),
    )  # fmt: skip
    reading = mapped_sheet.read(folder, made)
    assert {kind: reading.counts[kind] for kind in ("organization", "location", "service")} == {
        "organization": 20, "location": 378, "service": 135,
    }  # fmt: skip
    assert all("organization_id" in each.document for each in reading.of("service"))
    assert reading.sorts["maximum_age beyond 130"] == 21
    assert not documents.broken(reading)


def test_the_mapping_that_comes_with_us_takes_that_directory_apart_further(shared_data: Path) -> None:
    reading = mapped_sheet.read(shared_data / "openreferral/samples/florida-legal-aid-csv", "florida_legal_aid")
    assert {kind: reading.counts[kind] for kind in ("organization", "location", "service")} == {
        "organization": 20, "location": 378, "service": 135,
    }  # fmt: skip
    office = next(
        each.document for each in reading.of("location") if each.document["name"] == "Boystown/Children's Village"
    )
    address = office["addresses"][0]
    assert (address["address_1"], address["city"], address["postal_code"]) == (
        "9525 Sterling Drive",
        "Cutler Bay",
        "33157",
    )
    assert not documents.broken(reading)


def test_cells_are_split_put_into_our_words_and_labelled(tmp_path: Path) -> None:
    rules = {
        "kind": "service",
        "key": "ref",
        "columns": {
            "title": "name",
            "state": {"to": "status", "words": {"on": "active", "off": "inactive"}},
            "kinds": {"to": "attributes[].taxonomy_term.name", "split": "|"},
            "good_for": {"to": "attributes[].value", "split": "|", "beside": {"label": "{column}"}},
        },
        "constants": {"languages[].name": "English", "wait_time": "none"},
    }
    reading = mapped_sheet.read(
        sheet(tmp_path, "ref,title,state,kinds,good_for,odd\n1,Choir,OFF,Music|Song,Carers,x\n"), rules
    )
    document = reading.of("service")[0].document
    assert (document["id"], document["status"], document["wait_time"]) == ("1", "inactive", "none")
    assert [each.document["name"] for each in reading.of("taxonomy_term")] == ["Music", "Song"]
    assert document["attributes"][-1]["label"] == "Good for"
    assert "languages" not in document  # a constant within a list waits for a cell to make the item
    assert any(each.where == "services.csv, odd" for each in reading.problems)


def test_a_workbook_reads_like_a_text_file(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.append(["id", "name", "venue", "postcode", "day", "starts", "ends", "youngest", "hide_address"])
    page.append([1, "Choir", "Hall", "HX1 1AA", "Tuesdays", "6.30pm", "8pm", 16, False])
    page.append([2, "Safe talk", "House", "HX2 2BB", "Fridays", "noon", "2pm", None, True])
    book.save(tmp_path / "activities.xlsx")
    reading = mapped_sheet.read(tmp_path / "activities.xlsx", "simple")
    choir, talk = (each.document for each in reading.of("service"))
    assert (choir["id"], choir["minimum_age"], choir["schedules"][0]["opens_at"]) == ("1", 16, "18:30")
    assert talk["schedules"][0]["opens_at"] == "12:00"
    assert {name: each.get("_visibility") for name, each in places(reading).items()} == {
        "Hall": None,
        "House": {"": "hidden"},
    }
    assert json.dumps([each.raw for each in reading.records])


def test_a_mapping_is_kept_as_plain_data_and_loaded_again(tmp_path: Path) -> None:
    for name in mapping.templates():
        made = mapping.load(name)
        assert mapping.load(json.loads(json.dumps(mapping.plain(made)))) == made
        (tmp_path / "kept.json").write_text(json.dumps(mapping.plain(made)))
        assert mapping.load(tmp_path / "kept.json") == made


def test_a_mapping_is_guessed_from_what_people_head_their_columns_with() -> None:
    heads = [
        *(
            "Activity Name",
            "Organisation/Provider",
            "Venue",
            "Address Line 1",
            "Town",
            "Post Code",
            "Day",
            "Start Time",
        ),
        *(
            "End Time",
            "Cost (£)",
            "Min Age",
            "Contact e-mail",
            "Telephone No.",
            "Web site",
            "Who is it for?",
            "Shoe size",
        ),
    ]
    guess = suggesting.suggest(heads)
    assert guess.left == ("Shoe size",)
    found = {name: rule.to for name, rule in guess.columns.items()}
    assert found["Post Code"] == "locations[].addresses[].postal_code" and found["Start Time"] == "schedules[].opens_at"
    assert len(set(found.values())) == len(found)


def test_a_known_sheet_is_recognised_by_its_columns() -> None:
    columns = list(mapping.load("outpost").sheets[0].columns)
    assert suggesting.suggest(columns).template == "outpost"
    assert suggesting.known(["name", "postcode"]) == ""


def test_a_guess_can_be_read_with(tmp_path: Path) -> None:
    path = sheet(tmp_path, "Activity name,Postcode,Venue,Day,Start time\nChoir,HX1 1AA,Hall,Tue,6pm\n")
    guess = suggesting.suggest(["Activity name", "Postcode", "Venue", "Day", "Start time"])
    reading = mapped_sheet.read(path, guess.mapping)
    assert reading.of("service")[0].document["schedules"][0]["opens_at"] == "18:00"
    assert places(reading)["Hall"]["addresses"][0]["postal_code"] == "HX1 1AA"
