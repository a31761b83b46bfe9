"""Open Referral as the standard has it: its objects and fields, its schemas, reading what others send, serving our own.

It stands beside the house, as feeds and methods do, and knows nothing of it: what is here can be tried on any feed.
"""
