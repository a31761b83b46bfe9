"""Choosing neighbourhoods by stated criteria: which, why, and how firm the choice is."""
