"""How one installation is set up: settings, addresses, the server."""
