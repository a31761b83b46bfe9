"""Pages that gather the rooms: home, the place whole, a neighbourhood, two side by side."""
