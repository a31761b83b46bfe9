"""How unequal is it? The gap between a place's own most and least deprived neighbourhoods, for every indicator."""
