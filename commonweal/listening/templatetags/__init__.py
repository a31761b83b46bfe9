"""Small pieces of the pages of what people say."""
