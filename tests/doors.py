"""Who is answered what at which address: the table that tests/test_doors.py walks. A new address has a row here."""

from __future__ import annotations

from commonweal.people.roles import ROLES

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROLES_HELD = tuple(ROLES)
EVERYONE = ("nobody", "account", *ROLES_HELD, "slip")
READ = {"GET": 200, "HEAD": 200}
# route name → what its path needs, and what each method answers; methods not named are refused with 405.
# A sign-in without name and password is refused as incomplete; one's own page is refused to whoever is nobody.
OPEN: dict[str, dict[str, str]] = {
    "home": {},
    "find": {},
    "place": {"slug": "place"},
    "area": {"key": "area"},
    "about": {},
    "accessibility": {},
    "place-areas": {"slug": "place"},
    "place-evidence": {"slug": "place"},
    "place-meanings": {"slug": "place"},
    "place-release": {"slug": "place"},
    "place-shares": {"slug": "place"},
    "share-proposal": {"id": "share"},
    "place-readings": {"slug": "place"},
    "reading": {"id": "reading"},
    "reading-page": {"id": "reading", "number": "number"},
    "reading-wall": {"id": "reading"},
    "place-profile": {"slug": "place"},
    "profile": {"id": "profile"},
    **{f"place-profile-{end}": {"slug": "place"} for end in ("pdf", "xlsx", "geojson", "zip")},
    **{f"profile-{end}": {"id": "profile"} for end in ("pdf", "xlsx", "geojson", "zip")},
    "place-injustice": {"slug": "place"},
    "place-missed": {"slug": "place"},
    "figure": {"id": "figure"},
    "place-returns": {"slug": "place"},
    **{name: {"slug": "place", "key": "contract"} for name in ("contract", "contract-document", "contract-example")},
    "return-figures": {"slug": "place", "key": "contract"},
    "place-communities": {"slug": "place"},
    "place-community": {"slug": "place", "key": "community"},
    "place-inequality": {"slug": "place"},
    "place-gaps-over-time": {"slug": "place"},
    "place-gap": {"slug": "place", "indicator": "indicator"},
    "place-hubs": {"slug": "place"},
    "hubs-beside": {"slug": "place"},
    "place-choosing": {"slug": "place"},
    "place-sources": {"slug": "place"},
    "place-assets": {"slug": "place"},
    "place-grants": {"slug": "place"},
    "place-map": {"slug": "place"},
    "place-map-values": {"slug": "place"},
    "sources": {},
    "asset": {"id": "asset"},
    "place-services": {"slug": "place"},
    "place-find": {"slug": "place"},
    "school-terms": {"slug": "place"},
    "place-directories": {"slug": "place"},
    "service": {"id": "service"},
    "service-sessions": {"id": "service"},
    "organization": {"id": "organization"},
    "place-openings": {"slug": "place"},
    "opening": {"id": "opening"},
    "place-offers": {"slug": "place"},
    "place-listening": {"slug": "place"},
    "gathering": {"id": "gathering"},
    **{f"capture{what}": {"slug": "place"} for what in ("", "-worker", "-ground", "-manifest")},
    **{f"kiosk{what}": {"id": "gathering"} for what in ("", "-worker", "-ground", "-manifest")},
    "voice": {"id": "voice"},
    "place-voices": {"slug": "place"},
    "place-reached": {"slug": "place"},
    "helpers-time": {"slug": "place"},
    "phone-script": {"slug": "place"},
    "taken-back": {"slug": "place"},
    "listening-themes": {"slug": "place"},
    "codebook-file": {"slug": "place"},
    "listening-read": {"slug": "place"},
    "listening-before": {"slug": "place"},
    "place-conversations": {"slug": "place"},
    "conversation": {"id": "conversation"},
    "conversation-results": {"id": "conversation"},
    "conversation-now": {"id": "conversation"},
    "conversation-moderation": {"id": "conversation"},
    "conversation-paper": {"id": "conversation"},
    "conversation-room": {"id": "conversation"},
    "room-join": {},
    "place-works": {"slug": "place"},
    "place-exhibitions": {"slug": "place"},
    "place-beside": {"slug": "place"},
    "offer": {"id": "offer"},
    "history": {"kind": "kind", "id": "place_id"},
    "thread": {"kind": "kind", "id": "place_id"},
    "place-reach": {"slug": "place"},
    "place-reach-points": {"slug": "place"},
    "openapi": {},
    "compare": {},
    "welcome": {"who": "who"},
    "style": {},
    "place-draw": {"slug": "place"},
    "place-themes": {"slug": "place"},
    "theme": {"slug": "place", "theme": "theme"},
    "theme-sessions": {"slug": "place", "theme": "theme"},
    "campaign": {"slug": "place", "theme": "theme"},
    "campaign-staff": {"slug": "place", "theme": "theme"},
    "widget-build": {"slug": "place"},
    "widget": {"slug": "place"},
    "place-showcases": {"slug": "place"},
    "showcase": {"id": "showcase"},
    "showcase-calendar": {"id": "showcase"},
    "list": {},
    "service-sheet": {"id": "service", "sheet": "sheet"},
    "service-picture": {"id": "service", "sheet": "sheet"},
    "place-card": {"slug": "place"},
    "place-walks": {"slug": "place"},
    "place-venues": {"slug": "place"},
    "place-together": {"slug": "place"},
    "commitments": {"slug": "place"},
    "decisions": {"slug": "place"},
    "year-accounts": {"slug": "place"},
    "year-account": {"slug": "place", "year": "year"},
    "organization-together": {"id": "organization"},
}
# Twins that ask for two areas before they have an answer.
ASKS = {"compare.json": "?a=council:DEMO-L1&b=group:DEMO-M1", "compare.csv": "?a=council:DEMO-L1&b=group:DEMO-M1"}
# Drawing is for those who shape the place; without a file there is nothing to draw.
SHAPING = {"place-draw": {"GET": 200, "HEAD": 200, "POST": 400}}
# For the administrator alone.
HOUSES = {"status", "status.json", "status.csv"}
# Pages for slips: what anybody may read, and what a form answers that came without a code: it is incomplete. Somebody
# with a slip sends its code, and is let in; helpers of the place may open the helpers' pages.
SLIPS = {"slip", "slip-withdraw", "slip-erase"}
HELPERS = {
    "place-slips": {"listener", "facilitator", "link_worker", "steward", "administrator"},
    "slip-agree": {"listener", "facilitator", "link_worker"},
    "slip-script": {"listener", "facilitator", "link_worker"},
}
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"GET": 200, "HEAD": 200, "POST": 400}
CHOOSING = {
    # A file on its way, of which nobody knows: a device asks how much is here, and sends the next piece.
    "media-piece": {"GET": 404, "HEAD": 404, "PATCH": 404},
    "map-tile": {"GET": 404, "HEAD": 404},  # the invented place has no street map
    "language": {"POST": 302},
    "look": {"GET": 200, "HEAD": 200, "POST": 302},
}
OWN = {"my-receipts", "me", "me.json", "me.csv", "my-sessions", "my-sessions.json", "my-sessions.csv"}
# Steps about accounts: what nobody, and what somebody signed in, is answered to (GET and HEAD, POST of nothing).
# 302 to nobody is the way to the sign-in page; 302 to somebody is the way onward, or to saying once more who they are.
NEVER = 405
STEPS: dict[str, tuple[int, int, int, int]] = {
    "account_login": (200, 400, 302, 302),
    "account_logout": (NEVER, 302, NEVER, 302),
    "account_signup": (200, 200, 302, 302),
    "account_inactive": (200, NEVER, 200, NEVER),
    "account_reset_password": (200, 200, 200, 200),
    "account_reset_password_done": (200, NEVER, 200, NEVER),
    "account_reset_password_from_key": (200, 200, 200, 200),
    "account_reset_password_from_key_done": (200, NEVER, 200, NEVER),
    "account_email_verification_sent": (200, NEVER, 200, NEVER),
    "account_confirm_email": (200, 404, 200, 404),
    "account_email": (302, 302, 200, 302),
    "account_change_password": (302, 302, 200, 200),
    "account_set_password": (302, 302, 302, 302),
    "account_reauthenticate": (302, 302, 200, 200),
    "mfa_authenticate": (302, 302, 302, 302),
    "mfa_login_webauthn": (302, 302, 302, 302),
    "mfa_reauthenticate": (302, 302, 302, 302),
    "mfa_reauthenticate_webauthn": (302, 302, 302, 302),
    "mfa_index": (302, NEVER, 200, NEVER),
    "mfa_activate_totp": (302, 302, 302, 302),
    "mfa_deactivate_totp": (302, 302, 404, 404),
    "mfa_view_recovery_codes": (302, NEVER, 404, NEVER),
    "mfa_generate_recovery_codes": (302, 302, 302, 302),
    "mfa_download_recovery_codes": (302, NEVER, 404, NEVER),
    "mfa_list_webauthn": (302, NEVER, 302, NEVER),
    "mfa_add_webauthn": (302, 302, 302, 302),
    "mfa_edit_webauthn": (302, 302, 302, 302),
    "mfa_remove_webauthn": (302, 302, 302, 302),
    "sign-in-levels": (200, NEVER, 200, NEVER),
    "our-keys": (200, NEVER, 200, NEVER),
    "elsewhere": (404, NEVER, 404, NEVER),
    "elsewhere-back": (404, NEVER, 404, NEVER),
    "my-name": (403, 403, 200, 400),
    "erase-me": (403, 403, 302, 302),
    "end-sessions": (NEVER, 403, NEVER, 302),
    "disconnect": (NEVER, 403, NEVER, 404),
    "connect": (NEVER, 403, NEVER, 404),
}
ONLY_GET = {"elsewhere", "elsewhere-back", "sign-in-levels", "our-keys"}
WORK_LEADERS = ("steward", "listener", "facilitator")
CURATORS = ("listener", "facilitator", "coder")
KEEPERS = ("steward", "listener", "facilitator", "link_worker", "administrator")
STEWARDS = ("steward", "administrator")
LOOKERS = ("steward", "analyst", "administrator")
TOGETHER = ("steward", "analyst", "facilitator", "administrator")  # who reads the evidence with others
READERS = ("listener", "facilitator", "coder")  # for themes
READING = ("steward", "analyst", "facilitator", "administrator")  # the evidence, with others
WRITERS = ("listener", "facilitator", "link_worker")
WORKERS = (*WRITERS, "steward", "coder", "administrator")
READERS_TOGETHER = ("facilitator", "steward", "analyst", "administrator")
GATHERERS = ("listener", "facilitator", "steward", "administrator")
PRINTERS = ("listener", "facilitator", "steward")
PAPER = (*PRINTERS, "link_worker")
OWN_KEEPERS = (*KEEPERS, "provider")
ANSWERABLE = ("steward", "administrator")
EVIDENCE = ("steward", "analyst", "administrator")
STEP_PARTS = {
    "account_reset_password_from_key": {"uidb36": "abc", "key": "def-0123"},
    "account_confirm_email": {"key": "abc"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "elsewhere": {"provider": "staff"},
    "elsewhere-back": {"provider": "staff"},
    "connect": {"provider": "staff"},
    "media-piece": {"id": "00000000-0000-0000-0000-000000000000"},
    "map-tile": {"z": 1, "x": 1, "y": 1},
    "disconnect": {"id": "00000000-0000-0000-0000-000000000000"},
}
# Roles in a place and in the installation: for those who look after them. Somebody's page: for administrators.
# What each is answered to (GET, POST of nothing) by everyone; those not named here are answered as the first says.
KEPT: dict[str, tuple[dict[str, str], tuple[int, int], dict[str, tuple[int, int]]]] = {
    "roles": (
        {"kind": "kind", "id": "place_id"},
        (403, NEVER),
        {"steward": (200, NEVER), "administrator": (200, NEVER)},
    ),
    "invite": (
        {"kind": "kind", "id": "place_id"},
        (NEVER, 403),
        {"steward": (NEVER, 400), "administrator": (NEVER, 400)},
    ),
    "house-roles": ({}, (403, NEVER), {"administrator": (200, NEVER)}),
    "house-invite": ({}, (NEVER, 403), {"administrator": (NEVER, 400)}),
    "end-role": ({"id": "grant"}, (NEVER, 404), {}),
    "withdraw-invitation": ({"id": "grant"}, (NEVER, 404), {}),
    "invitation-letter": ({"code": "grant"}, (404, NEVER), {}),
    "invitation": ({}, (404, 404), {}),
    "person": ({"id": "person"}, (404, NEVER), {"administrator": (200, NEVER)}),
    # Keeping entries true: whoever works with people in the place. Telling that something is wrong is for everybody.
    "entry-link": ({"code": "grant"}, (404, NEVER), {}),
    "service-edit": ({"id": "service"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "service-confirm": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 302))),
    "service-take-back": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "service-link": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 200))),
    "service-who-may-see": (
        {"id": "service"},
        (403, 403),
        dict.fromkeys(("steward", "administrator", "provider"), (200, 400)),
    ),
    "service-wrong": ({"id": "service"}, (200, 400), {}),
    "place-missing": ({"slug": "place"}, (200, 400), {}),
    "keeping-policy": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 400), "administrator": (NEVER, 400)},
    ),
    "proposal-decide": ({"id": "grant"}, (NEVER, 404), {}),
    "report-answer": ({"id": "grant"}, (NEVER, 404), {}),
    "school-term-add": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "school-term-remove": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 409))),
    "letters-stop": ({"code": "grant"}, (404, 404), {}),
    "told": ({"code": "grant"}, (404, NEVER), {}),
    # What may be in the directory twice is for whoever answers for the place.
    "place-alike": (
        {"slug": "place"},
        (403, NEVER),
        {"steward": (200, NEVER), "administrator": (200, NEVER)},
    ),
    "alike-again": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 302), "administrator": (NEVER, 302)},
    ),
    "alike-decide": ({"id": "grant"}, (NEVER, 404), {}),
    "merge-part": ({"id": "grant"}, (NEVER, 404), {}),
    # Opening a space: anybody suggests, and somebody who works in the place leads it on its way.
    "opening-suggest": ({"slug": "place"}, (200, 400), {}),
    "opening-told": ({"code": "grant"}, (404, NEVER), {}),
    "opening-lead": ({"id": "opening"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "opening-move": ({"id": "opening"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "opening-hindrance": ({"id": "opening"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    "opening-doors": ({"id": "opening"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "hindrance-step": ({"id": "hindrance"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    # What people offer and ask: whoever has neither account nor slip is told what is missing.
    "offer-say": ({"slug": "place"}, (200, 400), {}),
    "offers-mine": ({}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (200, 200))),
    "offer-change": ({"id": "offer"}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (404, 404))),
    "offer-take-away": ({"id": "offer"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404))),
    "offer-answer": ({"id": "offer"}, (200, 400), {}),
    "offer-misuse": ({"id": "offer"}, (200, 400), {}),
    **{
        f"answer-{what}": ({"id": "grant"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404)))
        for what in ("decide", "take-back", "given", "block")
    },
    "misuse-decide": ({"id": "grant"}, (NEVER, 404), {}),
    # What people say. Anybody may say something; one's own takes an account or a slip; the rest is for listeners.
    "say": ({"slug": "place"}, (200, 400), {}),
    "voices-mine": ({}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (200, 200))),
    **{
        f"voice-{what}": ({"id": "voice"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404)))
        for what in ("take-back", "uses", "read-back")
    },
    "voice-shown-as": ({"id": "voice"}, (NEVER, 400), {}),
    "voice-listen": (
        {"id": "voice"},
        (403, 403),
        dict.fromkeys(("listener", "facilitator", "safeguarding"), (200, 200)),
    ),
    "hold-appeal": ({"id": "grant"}, (NEVER, 400), {}),
    "hold-end": ({"id": "grant"}, (NEVER, 404), {}),
    "quote-drop": ({"id": "grant"}, (NEVER, 404), {}),
    "redaction-decide": ({"id": "grant"}, (NEVER, 404), {}),
    "place-holds": ({"slug": "place"}, (403, NEVER), {"safeguarding": (200, NEVER)}),
    "voices-plan": (
        {"slug": "place"},
        (200, 403),
        {"steward": (200, 400), "administrator": (200, 400)},
    ),
    # Shared devices are set up, and what came from them is seen, by whoever holds gatherings. Devices send sealed JSON:
    # whoever sends nothing is told that it cannot be read.
    "kiosk-set-up": ({"id": "gathering"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "kiosk-arrived": ({"id": "gathering"}, (403, NEVER), dict.fromkeys(GATHERERS, (200, NEVER))),
    "kiosk-end": ({"id": "grant"}, (NEVER, 404), {}),
    "take": ({}, (200, 400), {}),
    "take-counts": ({}, (NEVER, 400), {}),
    "gathering-new": ({"slug": "place"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "gathering-change": ({"id": "gathering"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "gathering-close": ({"id": "gathering"}, (NEVER, 403), dict.fromkeys(GATHERERS, (NEVER, 302))),
    # Trying out a way of sharing is for everybody; keeping one, and the rules for counts, are not.
    "place-release-rules": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "place-shares-try": ({"slug": "place"}, (NEVER, 400), {}),
    "place-shares-keep": (
        {"slug": "place"},
        (NEVER, 403),
        dict.fromkeys(("steward", "analyst", "facilitator", "administrator"), (NEVER, 400)),
    ),
    # Themes: what they are called is for everybody, finding them for those who read.
    "listening-theme": ({"id": "grant"}, (404, NEVER), {}),
    "listening-theme-new": ({"slug": "place"}, (403, 403), dict.fromkeys(READERS, (200, 400))),
    "listening-theme-change": ({"id": "grant"}, (404, 404), {}),
    "codebook": ({"slug": "place"}, (403, 403), dict.fromkeys(READERS, (200, 400))),
    "coded-project": ({"slug": "place"}, (403, 403), dict.fromkeys(("listener", "facilitator"), (200, 400))),
    "sense": ({"slug": "place"}, (403, 403), dict.fromkeys(READERS, (200, 400))),
    "sense-session": ({"id": "grant"}, (404, NEVER), {}),
    "sense-voice": ({"id": "grant", "voice": "grant"}, (404, 404), {}),
    **dict.fromkeys(("sense-sort", "sense-cards"), ({"id": "grant"}, (404, 404), {})),
    **dict.fromkeys(("sense-differ", "sense-close", "coding-drop"), ({"id": "grant"}, (NEVER, 404), {})),
    # Who is missing: a season is for everybody, one gathering for those who work there. Helpers write and read back.
    # Numbers are read together by those who may; anybody with an account keeps a number, or a profile, as it stands.
    "reading-prepare": ({"slug": "place"}, (403, 403), dict.fromkeys(TOGETHER, (200, 400))),
    "reading-word": ({"id": "reading", "number": "number"}, (403, 403), dict.fromkeys(TOGETHER, (200, 302))),
    "reading-note": ({"id": "reading", "number": "number"}, (NEVER, 403), dict.fromkeys(TOGETHER, (NEVER, 400))),
    "reading-end": ({"id": "reading"}, (NEVER, 403), dict.fromkeys(TOGETHER, (NEVER, 302))),
    "place-cite": ({"slug": "place"}, (200, 403), dict.fromkeys(("account", *ROLES_HELD), (200, 400))),
    "profile-keep": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 302))),
    "gathering-reached": ({"id": "gathering"}, (403, NEVER), dict.fromkeys(WORKERS, (200, NEVER))),
    "gathering-sheet": ({"id": "gathering"}, (403, NEVER), dict.fromkeys(GATHERERS, (200, NEVER))),
    "gathering-count": ({"id": "gathering", "step": "step"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "reach-out": ({"slug": "place"}, (403, 403), dict.fromkeys(WORKERS, (200, 400))),
    # What counts as unjust is weighed by whoever reads the evidence with others; who is found is taken on by workers.
    "injustice-begin": ({"slug": "place"}, (403, 403), dict.fromkeys(READERS_TOGETHER, (200, 400))),
    "injustice-session": ({"id": "grant"}, (404, 404), {}),
    "missed-find": ({"slug": "place"}, (403, 403), dict.fromkeys(READERS_TOGETHER, (200, 400))),
    "missed-take-on": ({"id": "grant"}, (404, 404), {}),
    "missed-let-go": ({"id": "grant"}, (NEVER, 404), {}),
    "outreach": ({"id": "grant"}, (404, 404), {}),
    "my-channel": ({}, (200, 400), {}),
    "to-tell": ({"slug": "place"}, (403, NEVER), dict.fromkeys(WRITERS, (200, NEVER))),
    "told-said": ({"id": "grant"}, (NEVER, 404), {}),
    "write-down": ({"slug": "place"}, (403, 403), dict.fromkeys(WRITERS, (200, 400))),
    "place-read-back": ({"slug": "place"}, (403, NEVER), dict.fromkeys(WRITERS, (200, NEVER))),
    "read-back": ({"id": "grant"}, (404, 404), {}),
    "helpers-time-keep": ({"slug": "place"}, (NEVER, 403), dict.fromkeys({*WRITERS, *GATHERERS}, (NEVER, 400))),
    # Texts come in with a token of their own.
    "texts-in": ({}, (NEVER, 403), {}),
    # Paper: printed by whoever holds gatherings, brought back by whoever works there.
    "paper": ({"id": "gathering"}, (403, NEVER), dict.fromkeys(PAPER, (200, NEVER))),
    "paper-make": ({"id": "gathering"}, (403, 403), dict.fromkeys(PRINTERS, (200, 400))),
    "paper-bring": ({"id": "gathering"}, (403, 403), dict.fromkeys(PAPER, (200, 400))),
    "paper-code": ({"id": "gathering"}, (NEVER, 403), dict.fromkeys(PAPER, (NEVER, 400))),
    **dict.fromkeys(("paper-photo", "paper-sheet", "paper-settle"), ({"id": "grant"}, (404, 404), {})),
    "paper-picture": ({"id": "grant"}, (404, NEVER), {}),
    **dict.fromkeys(("paper-drop", "paper-aside"), ({"id": "grant"}, (NEVER, 404), {})),
    # Spaces, and who works with whom: said by whoever keeps the directory; the other side answers by a link of its own.
    "venue-add": ({"slug": "place"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "venue-describe": ({"id": "grant"}, (404, 404), {}),
    "venue-take-back": ({"id": "grant"}, (NEVER, 404), {}),
    "organization-about": ({"id": "organization"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "together-say": ({"slug": "place"}, (403, 403), dict.fromkeys(OWN_KEEPERS, (200, 400))),
    "anchor-mark": ({"id": "organization"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "together-asked": ({}, (403, 403), {}),
    "together-link": ({"code": "grant"}, (404, NEVER), {}),
    "together-one": ({"id": "grant"}, (404, NEVER), {}),
    "together-give-link": ({"id": "grant"}, (NEVER, 404), {}),
    "together-act": ({"id": "grant"}, (NEVER, 404), {}),
    "place-keeping": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    # What partners send: agreed on by whoever looks after the evidence; sent by them or by the partner's own people.
    "contract-new": ({"slug": "place"}, (403, 403), dict.fromkeys(EVIDENCE, (200, 400))),
    "contract-renew": ({"slug": "place", "key": "contract"}, (403, 403), dict.fromkeys(EVIDENCE, (200, 400))),
    "contract-end": ({"slug": "place", "key": "contract"}, (NEVER, 403), dict.fromkeys(EVIDENCE, (NEVER, 302))),
    "return-send": ({"slug": "place", "key": "contract"}, (403, 403), dict.fromkeys(EVIDENCE, (200, 400))),
    # A link for somebody without an account opens one contract; without one in the browser there is nothing to see.
    "contract-link": ({"slug": "place", "key": "contract"}, (403, 403), dict.fromkeys(EVIDENCE, (200, 400))),
    "contract-link-end": ({"id": "grant"}, (NEVER, 404), {}),
    "sending-link": ({"code": "grant"}, (404, NEVER), {}),
    **dict.fromkeys(("sending", "sending-example", "sending-thanks"), ({}, (404, NEVER), {})),
    "sending-file": ({}, (404, 404), {}),
    "return": ({"id": "grant"}, (404, NEVER), {}),
    "return-take-back": ({"id": "grant"}, (NEVER, 404), {}),
    # Other directories: taken in by whoever answers for the place; what differs is settled by whoever keeps entries.
    "place-feeds": ({"slug": "place"}, (403, NEVER), dict.fromkeys(ANSWERABLE, (200, NEVER))),
    "place-feed-add": ({"slug": "place"}, (403, 403), dict.fromkeys(ANSWERABLE, (200, 400))),
    "place-differences": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "service-settle": ({"id": "service"}, (NEVER, 403), dict.fromkeys(OWN_KEEPERS, (NEVER, 400))),
    "feed": ({"id": "grant"}, (404, NEVER), {}),
    "feed-run": ({"id": "grant", "run": "grant"}, (404, NEVER), {}),
    **dict.fromkeys(("feed-read", "feed-take", "feed-stop", "feed-resume"), ({"id": "grant"}, (NEVER, 404), {})),
    # In other languages: reading is for everybody (nobody has put this one into Yiddish), writing for its keepers.
    "service-in": ({"id": "service", "language": "tongue"}, (404, NEVER), {}),
    "service-translate": (
        {"id": "service", "language": "tongue"},
        (403, 403),
        dict.fromkeys(OWN_KEEPERS, (200, 400)),
    ),
    "translation-check": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "translation-take-back": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "translation-erase": (
        {"id": "service", "language": "tongue"},
        (NEVER, 403),
        dict.fromkeys(OWN_KEEPERS, (NEVER, 404)),
    ),
    "place-translations": ({"slug": "place"}, (403, NEVER), dict.fromkeys(KEEPERS, (200, NEVER))),
    "translations-wanted": (
        {"slug": "place"},
        (NEVER, 403),
        {"steward": (NEVER, 302), "administrator": (NEVER, 302)},
    ),
    "translation-labels": (
        {"slug": "place", "language": "tongue"},
        (403, 403),
        dict.fromkeys(KEEPERS, (200, 400)),
    ),
    # Themes and campaigns are a steward's; a showcase is called by whoever works with people in the place.
    "theme-new": ({"slug": "place"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "theme-edit": ({"slug": "place", "theme": "theme"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "theme-end": ({"slug": "place", "theme": "theme"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "campaign-edit": ({"slug": "place", "theme": "theme"}, (403, 403), dict.fromkeys(STEWARDS, (200, 400))),
    "campaign-end": ({"slug": "place", "theme": "theme"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "showcase-new": ({"slug": "place"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "showcase-edit": ({"id": "showcase"}, (403, 403), dict.fromkeys(KEEPERS, (200, 400))),
    "showcase-keep": ({"id": "showcase"}, (NEVER, 403), dict.fromkeys(KEEPERS, (NEVER, 400))),
    # Shortlists are for everybody. Of an empty one nothing is printed, sent or kept; nobody has the address of another.
    "list-add": ({}, (NEVER, 404), {}),
    "list-change": ({}, (NEVER, 302), {}),
    "list-empty": ({}, (NEVER, 302), {}),
    "list-share": ({}, (NEVER, 400), {}),
    "list-send": ({}, (200, 400), {}),
    "list-end": ({}, (NEVER, 404), {}),
    "list-card": ({}, (NEVER, 400), {}),
    "list-large-print": ({}, (400, NEVER), {}),
    "shared-list": ({"code": "grant"}, (404, NEVER), {}),
    "shared-list-take": ({"code": "grant"}, (NEVER, 404), {}),
    "shared-list-large-print": ({"code": "grant"}, (404, NEVER), {}),
    "service-print": ({"id": "service"}, (200, 400), {}),
    # What is made together is begun by whoever holds gatherings; its makers speak for themselves, by code or account.
    # Streets and tables of minutes are for everybody to see; whoever looks after the evidence brings them, follows them
    # on their way in, and takes them back.
    "place-minutes": ({"slug": "place"}, (200, 403), dict.fromkeys(LOOKERS, (200, 400))),
    **dict.fromkeys(
        ("minutes-withdraw", "streets-withdraw", "bringing-use"), ({"slug": "place", "id": "grant"}, (NEVER, 404), {})
    ),
    "bringing": ({"slug": "place", "id": "grant"}, (404, NEVER), {}),
    "work-begin": ({"slug": "place"}, (403, 403), dict.fromkeys(WORK_LEADERS, (200, 400))),
    "work": ({"id": "grant"}, (404, NEVER), {}),
    "work-making": ({"id": "grant"}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (404, 404))),
    **dict.fromkeys(("work-edit", "work-together"), ({"id": "grant"}, (404, 404), {})),
    "work-edition": ({"id": "grant"}, (NEVER, 404), {}),
    **dict.fromkeys(("work-join", "work-leave"), ({"id": "grant"}, (404, 404), {})),
    "work-agree": ({"id": "grant"}, (200, 400), dict.fromkeys(("account", *ROLES_HELD), (404, 404))),
    "work-answer": ({"id": "grant"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404))),
    "work-welcome": ({"id": "grant"}, (NEVER, 400), dict.fromkeys(("account", *ROLES_HELD), (NEVER, 404))),
    # Exhibitions, and what stands beside numbers, are for residents and listeners with a role to put together.
    "exhibition-begin": ({"slug": "place"}, (403, 403), dict.fromkeys(CURATORS, (200, 400))),
    "exhibition": ({"id": "grant"}, (404, NEVER), {}),
    "exhibition-thing": ({"id": "grant", "item": "grant"}, (404, NEVER), {}),
    "exhibition-hang": ({"id": "grant"}, (404, 404), {}),
    "exhibition-panels": ({"id": "grant"}, (NEVER, 404), {}),
    "beside-choose": ({"slug": "place"}, (403, 403), dict.fromkeys(CURATORS, (200, 400))),
    "pairing-part": ({"id": "grant"}, (NEVER, 404), {}),
    # What-ifs and choices of neighbourhoods are tried by everybody, and kept by whoever reads the evidence with others.
    **dict.fromkeys(
        ("hubs-keep", "choosing-keep"), ({"slug": "place"}, (403, 403), dict.fromkeys(READING, (200, 400)))
    ),
    **dict.fromkeys(("what-if", "choice"), ({"id": "grant"}, (404, NEVER), {})),
    "what-if-act": ({"id": "grant"}, (NEVER, 404), {}),
    # Walks: anybody tells of one; of one that is not there, nothing.
    "walk-new": ({"slug": "place"}, (200, 400), {}),
    "walk": ({"id": "grant"}, (404, NEVER), {}),
    "walk-stop-new": ({"id": "grant"}, (404, 404), {}),
    "walk-stop-place": ({"id": "grant"}, (NEVER, 404), {}),
    "walk-stop-remove": ({"id": "grant"}, (NEVER, 404), {}),
    "walk-print": ({"id": "grant"}, (404, 404), {}),
    # Pictures, sound and film of a voice: there is no such voice here, nor file.
    "media-begin": ({}, (NEVER, 400), {}),
    "media": ({"id": "grant"}, (404, NEVER), {}),
    "media-small": ({"id": "grant"}, (404, NEVER), {}),
    "media-captions": ({"id": "grant", "language": "tongue"}, (404, NEVER), {}),
    "media-words": ({"id": "grant"}, (404, 404), {}),
    "media-take-away": ({"id": "grant"}, (NEVER, 404), {}),
    "voice-media": ({"id": "grant"}, (404, 404), {}),
    # Agree or disagree: voting is for everybody, and a vote of nothing is none. Letting statements in is for those who
    # find themes, residents among them; beginning, rooms and paper are for those who hold gatherings.
    "conversation-begin": ({"slug": "place"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "conversation-vote": ({"id": "conversation"}, (200, 400), {}),
    "conversation-own": ({"id": "conversation"}, (200, 400), {}),
    "conversation-add": ({"id": "conversation"}, (200, 400), {}),
    "conversation-step": ({"id": "conversation"}, (NEVER, 403), dict.fromkeys(GATHERERS, (NEVER, 302))),
    "conversation-type": ({"id": "conversation"}, (403, 403), dict.fromkeys(GATHERERS, (200, 400))),
    "conversation-export": ({"id": "conversation", "file": "polis_file"}, (404, NEVER), {}),
    "statement-decide": (
        {"id": "statement"},
        (NEVER, 403),
        dict.fromkeys(("listener", "facilitator", "steward", "coder"), (NEVER, 400)),
    ),
    "paper-drop": ({"id": "grant"}, (NEVER, 404), {}),
    "room": ({"code": "grant"}, (404, NEVER), {}),
    # The invented place has nothing decided or promised under this id: whoever asks is told so, once they may ask.
    "commitment": ({"id": "grant"}, (404, NEVER), {}),
    "decision": ({"id": "grant"}, (404, NEVER), {}),
    "commitment-steps": ({"id": "grant"}, (404, 404), dict.fromkeys(("nobody", "slip"), (200, 400))),
    "decision-change": ({"id": "grant"}, (404, 404), {}),
    "commitment-new": ({"slug": "place"}, (403, 403), dict.fromkeys(("steward", "facilitator"), (200, 400))),
    "decision-new": ({"slug": "place"}, (403, 403), dict.fromkeys(("steward", "facilitator"), (200, 400))),
    "voices-waiting": (
        {"slug": "place"},
        (403, NEVER),
        dict.fromkeys(("steward", "listener", "facilitator"), (200, NEVER)),
    ),
    "voices-patience": ({"slug": "place"}, (NEVER, 403), dict.fromkeys(STEWARDS, (NEVER, 400))),
    "voice-answer": ({"id": "grant"}, (404, 404), {}),
    "year-close": ({"slug": "place", "year": "year"}, (403, 403), dict.fromkeys(STEWARDS, (200, 302))),
    "year-printed": ({"slug": "place", "year": "year"}, (200, NEVER), {}),
}
