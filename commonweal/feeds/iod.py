"""What the editions of the English indices of deprivation share: how their columns are titled. Not a feed itself."""

from __future__ import annotations

import re

from commonweal.feeds.base import Measure

# Titles begin with these words. Longer before shorter: "Income Deprivation Affecting…" is not the domain "Income".
TOPICS = {
    "Index of Multiple Deprivation (IMD)": "imd",
    "Income Deprivation Affecting Children Index (IDACI)": "idaci",
    "Income Deprivation Affecting Older People (IDAOPI)": "idaopi",
    "Income": "income",
    "Employment": "employment",
    "Education, Skills and Training": "education",
    "Health Deprivation and Disability": "health",
    "Crime": "crime",
    "Barriers to Housing and Services": "barriers",
    "Living Environment": "living",
    "Children and Young People Sub-domain": "children_young_people",
    "Adult Skills Sub-domain": "adult_skills",
    "Geographical Barriers Sub-domain": "geographical_barriers",
    "Wider Barriers Sub-domain": "wider_barriers",
    "Indoors Sub-domain": "indoors",
    "Outdoors Sub-domain": "outdoors",
}
# Denominators stand in the same files.
COUNTS = {
    "Total population": "population",
    "Dependent Children aged 0-15": "population_0_15",
    "Population aged 16-59": "population_16_59",
    "Older population aged 60 and over": "population_60_plus",
    "Working age population": "population_working_age",
}
KINDS = re.compile(r"(?P<topic>.+?) (?P<kind>Score|Rank|Decile)\b")


def measure_of(edition: str, column: str) -> Measure | None:
    """What a column measures, or None where it is no score, rank, decile or denominator.

    >>> measure_of("iod2019", "Income Score (rate)").key
    'iod2019.income_score'
    """
    title = column.strip()
    count = next((key for words, key in COUNTS.items() if title.startswith(words)), None)
    if count:
        return Measure(f"{edition}.{count}", title, "people", adds_up=True)
    found = KINDS.match(title)
    topic = found and next((key for words, key in TOPICS.items() if found["topic"].startswith(words)), None)
    if found is None or topic is None:
        return None
    kind = found["kind"].lower()
    return Measure(f"{edition}.{topic}_{kind}", f"{found['topic']}, {kind}", kind, adds_up=False)
