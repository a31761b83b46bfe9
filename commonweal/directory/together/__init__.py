"""Who works with whom: said by one side, confirmed by the other or not yet; as a picture and as a table."""
