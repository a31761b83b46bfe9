"""How complete, valid and timely is a return, and what does its missing part do to a figure? Unknown is never zero."""
