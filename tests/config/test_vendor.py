"""Other people's files are the ones that were listed, and each says under which licence it may be used."""

from __future__ import annotations

from commonweal.config import vendor


def test_every_file_of_other_peoples_is_the_one_listed():
    assert vendor.differences() == []


def test_every_package_has_a_licence_a_reason_and_its_text_beside_it():
    for package in vendor.packages():
        assert package["licence"] and package["why"] and package["version"], package["name"]
        texts = [vendor.kept(package, file) for file in package["files"] if "LICENSE" in file["from"]]
        assert texts and all(path.is_file() for path in texts), package["name"]


def test_nothing_is_kept_that_is_not_listed():
    listed = {vendor.kept(package, file) for package in vendor.packages() for file in package["files"]}
    folders = {vendor.ROOT / package["folder"] for package in vendor.packages()}
    assert {path for folder in folders for path in folder.rglob("*") if path.is_file()} == listed


def test_the_list_is_written_as_it_is_read():
    assert vendor.LIST.read_text() == vendor.written(vendor.packages())


def test_a_changed_file_is_named(monkeypatch, tmp_path):
    package = dict(vendor.packages()[0], folder=str(tmp_path))
    monkeypatch.setattr(vendor, "ROOT", tmp_path)
    monkeypatch.setattr(vendor, "packages", lambda: [package])
    (tmp_path / "leaflet.js").write_text("something else")
    wrong = vendor.differences()
    assert wrong[0] == "leaflet.js is not the file of leaflet 1.9.4."
    assert "LICENSE is missing." in wrong


def test_the_pointer_to_a_map_of_packed_script_goes():
    assert vendor._without_source_map("a.js", b"x()\n//# sourceMappingURL=a.js.map") == b"x()\n"
    assert vendor._without_source_map("a.txt", b"//# sourceMappingURL=a") == b"//# sourceMappingURL=a"
