"""That a voice was read, what its teller is told where nothing came of it, and which voices have waited too long."""
