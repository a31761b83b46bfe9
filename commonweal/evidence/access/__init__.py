"""Need against supply: what people can reach on foot from where they live, who can reach nothing, and how we know.

The directory is asked as it stands now, and only for what everybody may see. What an entry does not say is counted as
not known: neither as there nor as missing.
"""
