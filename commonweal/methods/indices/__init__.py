"""Where is it hardest, if these things matter this much, and which of that depends on what one values?

An index puts several figures of each area into one order. The English indices do it by rank, an exponential scale and
weights (`english`); people who choose their own parts and weights may do it otherwise (`building`, `weights`). An order
made by choice is never more certain than the choice: `firm` says which places stand whatever the weights, and `overlap`
says where two parts count the same thing twice.
"""
