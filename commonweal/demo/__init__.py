"""An invented place, told as a script of changes. Nothing in it is real, and every page of it says so.

How it is made: a recipe (how many neighbourhoods and people, from which seed) gives a land; figures, outlines and what
stands there follow from the land alone and are brought in as published files are. The rest is a story, told chapter by
chapter in `chapters/`, by named people, through the same change door as everything else.

A later room adds its own chapter:

1. `chapters/<noun>.py` with one function, `tell(story)`. It calls the room's changes, never its tables, with
   `**story.once("a name for this step")` on each: told again, a step meets what it did the first time.
   `story.who("dot")` is somebody with an account, `story.service("choir")` something an earlier chapter made.
   Say `because=` (figures, services, decisions of earlier chapters: that is what makes it one story) and `why=`.
   Begin `why` with the day in the story: entries carry the time they were told, and the door will not say otherwise.
2. Its name in `chapters.ORDER`, after what it leans on.
3. If a reset has to take away what it made: `untell(story)`, through a change of the room's own that refuses any place
   that is not invented. Ids that follow from `story.id("…")` keep addresses the same after a reset.
4. Only neighbourhoods DEMO-001 to DEMO-012, so that the small place the tests use has the chapter too.
"""
