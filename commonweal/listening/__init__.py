"""What people say: kept whole, as they said it, used only as they agreed, and taken back whenever they like."""
