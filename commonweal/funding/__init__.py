"""What we back: grants already given, as their funders publish them; pooled funds and ballots come later."""
