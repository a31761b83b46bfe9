"""Where would a few hubs help most, and how sure is it that no other choice does better?

Four questions, each answered with a proof of how near the answer is to the best there can be:

- `p_median`: which p places bring people nearest to a hub, all in all?
- `most_covered`: which p places bring most people within so many minutes?
- `fewest_to_cover`: how few places bring everybody within so many minutes?
- `p_centre`: which p places make the longest way of anybody shortest?

All take `minutes`, one row for each zone and one column for each candidate place.
"""

from commonweal.methods.siting.centre import p_centre
from commonweal.methods.siting.cover import fewest_to_cover, most_covered
from commonweal.methods.siting.found import VERSION, Siting
from commonweal.methods.siting.gains import Gain, gains
from commonweal.methods.siting.median import p_median

__all__ = ["VERSION", "Gain", "Siting", "fewest_to_cover", "gains", "most_covered", "p_centre", "p_median"]
