def register() -> None:
    """Called once, as the room makes itself ready."""
