"""What if a hub were opened, moved or closed: who would have less far to go, and who farther."""
