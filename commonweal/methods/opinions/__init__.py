"""The parts of `commonweal.methods.opinion`: matrix, plane, groups, statements, how steady all of it is."""
