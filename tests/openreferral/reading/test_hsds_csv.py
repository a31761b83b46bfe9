from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from commonweal.openreferral.reading import Reading, hsds_csv
from tests.openreferral.reading import documents

PACKAGE = {
    "organizations.csv": "id,name,description,url\no1,Singers,We sing,www.example.org\n",
    "services.csv": "\ufeffid,organization_id,name,status\ns1,o1,Choir,active\ns2,o9,Band,active\n",
    "locations.csv": "id,name\nl1,Hall\n",
    "services_at_location.csv": "id,service_id,location_id\nm1,s1,l1\nm2,s1,l9\nm3,s9,l1\n",
    "regular_schedules.csv": "id,service_id,location_id,weekday,opens_at,closes_at\n"
    "h1,s1,l1,Tuesday,6pm,8pm\nh2,s1,,Friday,7pm,9pm\n",
    "physical_addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n"
    "d1,l1,Park Road,Halifax,WY,HX1 1AA,GB\n",
    "contacts.csv": "id,service_id,name\nc1,s1,Front desk\n",
    "phones.csv": 'id,service_id,contact_id,number\np1,s1,,1\np2,,c1,2\np3,"s1,s2",,3\n',
    "taxonomy_terms.csv": "id,term\nt1,Singing\n",
    "service_attributes.csv": "id,service_id,taxonomy_term_id\na1,s1,t1\na2,s2,t9\n",
    "notes_of_ours.csv": "id,note\n1,x\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in PACKAGE.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def by_id(reading: Reading, kind: str) -> dict[str, dict]:
    return {each.source_id: each.document for each in reading.of(kind)}


def test_tables_of_version_two_are_joined_by_their_ids(package: Path) -> None:
    reading = hsds_csv.read(package)
    choir = by_id(reading, "service")["s1"]
    assert reading.counts == {"taxonomy": 0, "taxonomy_term": 1, "organization": 1, "location": 1, "service": 2}
    assert choir["organization_id"] == "o1"
    assert choir["contacts"] == [{"id": "c1", "name": "Front desk", "phones": [{"id": "p2", "number": "2"}]}]
    assert choir["attributes"] == [{"id": "a1", "link_entity": "service", "taxonomy_term_id": "t1"}]
    assert by_id(reading, "organization")["o1"]["website"] == "https://www.example.org"
    assert by_id(reading, "location")["l1"]["addresses"][0]["address_type"] == "physical"
    assert by_id(reading, "taxonomy_term")["t1"]["name"] == "Singing"
    assert not documents.broken(reading)


def test_hours_of_a_service_at_a_place_belong_where_the_two_meet(package: Path) -> None:
    choir = by_id(hsds_csv.read(package), "service")["s1"]
    meeting = choir["service_at_locations"][0]
    assert [each["id"] for each in meeting["schedules"]] == ["h1"] and [each["id"] for each in choir["schedules"]] == [
        "h2"
    ]
    assert (choir["schedules"][0]["byday"], choir["schedules"][0]["opens_at"]) == ("FR", "19:00")


def test_a_row_that_names_several_parents_goes_to_each_under_an_id_of_its_own(package: Path) -> None:
    held = by_id(hsds_csv.read(package), "service")
    assert [each["id"] for each in held["s1"]["phones"]] == ["p1", "p3@s1"]
    assert [each["id"] for each in held["s2"]["phones"]] == ["p3@s2"]


def test_dangling_links_are_named_and_rows_without_a_home_are_kept_apart(package: Path) -> None:
    reading = hsds_csv.read(package)
    assert by_id(reading, "service")["s1"]["service_at_locations"][1] == {"id": "m2"}
    assert [(each.kind, each.source_id) for each in reading.loose] == [("service_at_location", "m3")]
    assert reading.sorts["service_at_location → service"] == reading.sorts["service_at_location → location"] == 1
    assert reading.sorts["service → organization"] == reading.sorts["attribute → taxonomy_term"] == 1
    said = "\n".join(f"{each.where} {each.what}" for each in reading.problems)
    for words in ("services_at_location.csv row 4", "s9", "l9", "o9", "t9", "notes_of_ours.csv"):
        assert words in said


def test_a_zipped_package_reads_the_same(package: Path, tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as held:
        for each in package.glob("*.csv"):
            held.write(each, f"export/{each.name}")
    assert [each.document for each in hsds_csv.read(packed).records] == [
        each.document for each in hsds_csv.read(package).records
    ]


def test_the_licence_a_package_declares_is_given(package: Path) -> None:
    (package / "datapackage.json").write_text('{"licenses": [{"name": "OGL-UK-3.0"}], "profile": "hsds"}')
    assert hsds_csv.read(package).facts["licence"] == "OGL-UK-3.0"


def test_another_encoding_and_another_separator_are_understood(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_bytes("id;name;status\n1;Café;active\n".encode("cp1252"))
    reading = hsds_csv.read(tmp_path)
    assert reading.of("service")[0].document["name"] == "Café"
    assert any("Windows-1252" in each.what for each in reading.problems)


def test_the_published_example_of_tables_is_read(shared_data: Path) -> None:
    reading = hsds_csv.read(shared_data / "openreferral/hsds-3.1-dev/examples/csv")
    assert set(reading.counts.values()) == {1} and not documents.broken(reading)
    assert {each.kind for each in reading.loose} == {"metadata", "attribute", "url", "service_capacity"}


@pytest.fixture(scope="module")
def broken_export(shared_data: Path) -> Reading:
    return hsds_csv.read(shared_data / "openreferral/samples/orservices-dc-hsds2", most=5)


def test_the_broken_export_gives_every_record(broken_export: Reading) -> None:
    assert broken_export.counts == {
        "taxonomy": 0,
        "taxonomy_term": 22,
        "organization": 452,
        "location": 1134,
        "service": 2184,
    }
    assert not documents.broken(broken_export)


def test_the_broken_export_loses_no_row(broken_export: Reading) -> None:
    loose = Counter(each.kind for each in broken_export.loose)
    assert loose == {"attribute": 5004, "service_at_location": 2963, "phone": 1528, "schedule": 818, "language": 6}


def test_every_dangling_link_of_the_broken_export_is_counted_by_its_sort(broken_export: Reading) -> None:
    wanted = {
        "service → organization": 2184,
        "service_at_location → service": 2963,
        "service_at_location → location": 2963,
        "attribute → service": 5004,
        "attribute → taxonomy_term": 5004,
        "location → organization": 956,
        "location.organization_id is 0": 176,
        "schedule → service": 28,
    }
    assert {sort: broken_export.sorts[sort] for sort in wanted} == wanted
    listed = Counter(each.sort for each in broken_export.problems)
    assert listed["service → organization"] == 6  # five by name, one with the count of the rest
    assert any("2,179 more of this sort" in each.what for each in broken_export.problems)
