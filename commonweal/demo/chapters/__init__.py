"""The chapters of the story, in the order they are told. How to add one stands in commonweal/demo/__init__.py."""

ORDER = (
    *("ground", "people", "here", "damp", "library", "choir", "doors", "giving", "together"),
    *("neighbours", "carried", "twice", "reaching", "listening", "missing", "sense", "promises", "art"),
    *("returns", "reading", "injustice", "shares", "hubs"),
)
# A country is made for measuring; nobody tells its story.
OF_A_NATION = ("ground",)
