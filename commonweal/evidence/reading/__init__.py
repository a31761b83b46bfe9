"""Reading the numbers together: one idea a page, in plain words, with room for what people make of it."""
