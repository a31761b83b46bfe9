"""Where: areas and how they nest, postcodes, places, the published files they come from and the figures by area."""
