"""A public Open Referral API, served from a store in which nothing lies that is not public.

Documents are put into a store (`store.build`, `store.apply`) by whoever knows what is public; `app.make_app` serves
their bytes. What is not in the store cannot leak by a count, a search or a filter.
"""
