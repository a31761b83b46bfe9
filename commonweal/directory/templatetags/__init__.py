"""What the directory's templates need."""
