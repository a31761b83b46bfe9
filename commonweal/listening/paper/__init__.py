"""Paper: maps, slips and table sheets that are printed, filled in by hand, photographed, and entered by a person."""
