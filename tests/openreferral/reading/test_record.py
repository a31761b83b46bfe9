from __future__ import annotations

from commonweal.openreferral.reading.record import Problems


def test_problems_of_one_sort_are_listed_up_to_a_limit_and_counted_whole() -> None:
    problems = Problems(most=3)
    for n in range(10):
        problems.warn("service → organization", f"row {n}", "…")
    listed = problems.listed()
    assert [each.where for each in listed] == ["row 0", "row 1", "row 2", ""]
    assert listed[-1].what == "7 more of this sort (service → organization), 10 in all."
    assert problems.counts["service → organization"] == 10


def test_what_is_common_is_said_once_with_its_count() -> None:
    problems = Problems()
    for _n in range(1200):
        problems.summary("status", "services.csv", "{n} services had no status.")
    assert [each.what for each in problems.listed()] == ["1,200 services had no status."]


def test_errors_come_first() -> None:
    problems = Problems()
    problems.warn("a", "row 1", "…")
    problems.error("b", "row 2", "…")
    assert [each.level for each in problems.listed()] == ["error", "warning"]
