"""Pictures, sound and film: taken in by pieces, known by content, without where they were taken, seen by consent."""
