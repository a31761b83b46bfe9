"""How well does a feed keep Open Referral's word? Asked from outside, by what it answers, not by what it says.

`run.check` does it all; the parts are one noun each. Like the wing it stands in, it knows nothing of the house.
"""
