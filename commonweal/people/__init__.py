"""Who: accounts, roles in a place, contributors without accounts, and what each has agreed to."""
