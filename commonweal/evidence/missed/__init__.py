"""Who we have not reached: where several markers are high together, and who takes it on. Areas only, never a home."""
