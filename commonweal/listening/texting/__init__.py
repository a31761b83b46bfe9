"""Texts in: a story kept as it came, with a slip by return; STOP, WITHDRAW, STATUS; and a kind word to all else."""
