"""The services that may say who somebody is, as this installation's variables set them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.config import variables
from commonweal.core.errors import NotAllowed, NotFound
from commonweal.people import assurance, oidc
from commonweal.people.letters import site_address

STAFF, NHS_LOGIN = "staff", "nhs-login"


def offered() -> list[oidc.Provider]:
    """Those that are set up here."""
    return [each for each in (_staff(), _nhs_login()) if each is not None]


def provider(key: str) -> oidc.Provider:
    """The one with this key, or NotFound."""
    found = next((each for each in offered() if each.key == key), None)
    if found is None:
        raise NotFound(_("There is no such way to sign in here."))
    return found


def _staff() -> oidc.Provider | None:
    if not variables.STAFF_ISSUER.value():
        return None
    return oidc.Provider(
        STAFF,
        variables.STAFF_NAME.value(),
        variables.STAFF_ISSUER.value(),
        variables.STAFF_CLIENT.value(),
        secret=variables.STAFF_SECRET.value(),
        key_file=variables.STAFF_KEY.value(),
        scopes=variables.STAFF_SCOPES.value(),
        acr=variables.STAFF_ACR.value(),
        again=variables.STAFF_AGAIN.value(),
        back=site_address(f"/sign-in/{STAFF}/back"),
    )


def _nhs_login() -> oidc.Provider | None:
    if not variables.NHS_LOGIN_ISSUER.value():
        return None
    return oidc.Provider(
        NHS_LOGIN,
        "NHS login",
        variables.NHS_LOGIN_ISSUER.value(),
        variables.NHS_LOGIN_CLIENT.value(),
        key_file=variables.NHS_LOGIN_KEY.value(),
        scopes=variables.NHS_LOGIN_SCOPES.value(),
        again=variables.NHS_LOGIN_AGAIN.value(),
        back=site_address(f"/sign-in/{NHS_LOGIN}/back"),
    )


def trust_of(key: str, level: str = "") -> list[str]:
    """The vectors of trust to ask NHS login for; none of others. Never less than this installation's ordinary level."""
    if key != NHS_LOGIN:
        return []
    usual = variables.NHS_LOGIN_LEVEL.value()
    wanted = max(usual, level) if level in assurance.P_LEVELS else usual  # P0 < P5 < P9, as they are written
    return assurance.trust_asked(wanted, variables.NHS_LOGIN_CREDENTIALS.value())


def level_of(found: oidc.Provider, claims: dict[str, object], asked: list[str]) -> str:
    """How sure the provider is of the person: "P9", "AAL3"; refused where that is less than what is needed."""
    if found.key == NHS_LOGIN:
        vector = str(claims.get("vot", ""))
        if not assurance.answers(vector, asked):
            raise NotAllowed(
                _("NHS login has not checked your identity as far as this needs. Sign in again and finish its steps.")
            )
        return assurance.p_level(vector)
    level = assurance.aal(claims)
    if level < int(variables.STAFF_LEVEL.value() or 0):
        raise NotAllowed(
            _("%(name)s did not check you as strongly as this service asks (level %(level)s). Sign in with your card.")
            % {"name": found.name, "level": variables.STAFF_LEVEL.value()}
        )
    return f"AAL{level}" if level else ""
