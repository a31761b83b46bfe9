"""Statistical disclosure control: what may be said of a count without telling of a few people.

    from commonweal.methods.disclosure import profile

    profile("nhs").count(6).suppressed       # True: of 1 to 7 people nothing is said
    profile("nhs").count(23).value           # 25.0: to the nearest five
    profile("nhs").table([[3, 20], [12, 31]])

`profiles` has the rules by name, `tables` whole tables, `differencing` what may be said after what was said before,
`worlds` how that is found out, `editions` who stayed when a count was corrected.
"""

from commonweal.methods.disclosure.profiles import PROFILES, Profile, Shown, profile

__all__ = ["PROFILES", "Profile", "Shown", "profile"]
