"""Walks: a track whose ends are cut off before anything is kept, stops with what people said there, a booklet."""
