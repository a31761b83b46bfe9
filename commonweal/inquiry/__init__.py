"""What we try together: what was decided because of what people said, who promised what, and whether it was kept."""
