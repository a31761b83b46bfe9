"""What people's templates need."""
