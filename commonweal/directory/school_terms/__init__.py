"""When term is in a place: what says "term time only" is then shown on the right days."""
