"""Exhibitions: what people gave, put together by people of the place, for others to walk through and answer."""
