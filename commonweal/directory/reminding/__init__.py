"""Asking whoever runs things, by letter and now and then, whether their entries are still true. They can say stop."""
