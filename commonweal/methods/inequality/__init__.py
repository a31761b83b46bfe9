"""How unequal is it, and between whom? The measures of the field, each under its own name.

Two definitions of the slope index are here and are never mixed: the English one (`slope`, weighted least squares) and
the World Health Organization's (`logistic`). Limits come from a formula wherever there is one (`slope`), and from a
seeded simulation only where there is none (`simulated`). Rates and their limits are those of `methods.rates`.

Unknown is never zero: what cannot be worked out is None, or not a number in an array.
"""
