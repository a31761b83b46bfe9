"""Saved answers come out as the official validator's own mocks are meant to: pass, warn, fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.openreferral.check import folder
from commonweal.openreferral.check.report import ERROR, WARNING, Report

FORMATS = {"shape.format", "shape.uuid"}


@pytest.fixture(scope="module")
def mocks(shared_data: Path) -> Path:
    """The official validator's own feeds."""
    return shared_data / "openreferral/validator/mocks"


def counted(report: Report, where: str, *, formats: bool) -> int:
    """Errors and warnings of one saved answer, with or without those of formats."""
    return sum(
        each.times
        for each in report.findings
        if each.where == where
        and each.level in (ERROR, WARNING)
        and (formats or not (each.test in FORMATS or "is not a 'uri'" in each.what))
    )


@pytest.mark.parametrize(("mock", "verdict"), (("Default", "pass"), ("Warn", "warn"), ("Fail", "fail")))
def test_the_three_mocks_come_out_as_they_are_called(mocks, mock, verdict):
    assert folder.check(mocks / f"V3.0-UK-{mock}").verdict == verdict


# What the official validator finds, which looks at no formats; and what formats add.
@pytest.mark.parametrize(
    ("mock", "name", "without", "with_formats"),
    (
        ("Fail", "api_details.json", 1, 2),  # no profile; openapi_url is no address
        ("Fail", "service_list.json", 6, 11),  # four without a name, two whose e-mail is false; addresses, e-mails
        ("Fail", "service_full.json", 0, 2),
        ("Fail", "taxonomy_term.json", 1, 2),  # no description; term_uri is no address
        ("Warn", "taxonomy_term.json", 1, 2),
    ),
)
def test_the_findings_are_the_official_validators_and_those_of_formats(mocks, mock, name, without, with_formats):
    report = folder.check(mocks / f"V3.0-UK-{mock}")
    assert counted(report, name, formats=False) == without
    assert counted(report, name, formats=True) == with_formats


@pytest.mark.parametrize(("mock", "most"), (("Default", 0), ("Warn", 2), ("Fail", 17)))
def test_there_are_no_others(mocks, mock, most):
    report = folder.check(mocks / f"V3.0-UK-{mock}")
    assert report.count(ERROR) + report.count(WARNING) == most


def test_what_is_wrong_with_organisations_is_noted_because_the_uk_profile_does_not_look_at_them(mocks):
    report = folder.check(mocks / "V3.0-UK-Default")
    assert {each.level for each in report.findings} == {"note"}
    assert {each.where for each in report.findings} == {"organization_list.json"}


def test_a_folder_without_saved_answers_is_said_to_be_so(tmp_path):
    with pytest.raises(folder.NotSaved, match="service_list.json"):
        folder.check(tmp_path)
