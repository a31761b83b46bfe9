"""Pictures, sound and film: taken in piece by piece, known by content, without where they were taken, seen by consent."""
