"""The index of social injustice: people choose what counts and how much; what would stand whatever they chose is
said.
"""
