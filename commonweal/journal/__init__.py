"""What happened, and because of what: the one door through which everything is written, and the thread it leaves."""
