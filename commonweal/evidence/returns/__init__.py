"""What partners count and send: contracts a partner can read, files looked at before they are kept, what came of them.

Returns are counts of people by area, group and period. Nothing about one person is taken in.
"""
