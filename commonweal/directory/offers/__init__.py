"""What people offer and ask: seen only by those they choose, answered through here, given and thanked for."""
