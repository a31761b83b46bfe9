"""How long it takes people to get somewhere, and how much of what is there they can reach."""
