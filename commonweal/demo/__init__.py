"""An invented place, told as a script of changes. Nothing in it is real, and every page of it says so."""
