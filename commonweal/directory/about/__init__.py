"""What decides whether somebody goes, and what the standard has no field for: company, quiet, true cost, venues, trust.

The questions stand in one table, directory/data/about.csv. What nobody has said is neither yes nor no.
"""
