from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "commonweal.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Register people and what they agreed to. Nobody is listed to the public; each may see themselves."""
        from django.contrib.auth import signals

        from commonweal.journal import kinds
        from commonweal.people import erase, queries, reactions, sessions  # noqa: F401 - reactions make themselves known
        from commonweal.people.models import Account, Consent, Contributor, Grant, Identity, Invitation, Wording

        signals.user_logged_in.connect(sessions.started, dispatch_uid="commonweal.sessions.started")
        signals.user_logged_out.connect(sessions.stopped, dispatch_uid="commonweal.sessions.stopped")

        kinds.register(
            "people.account",
            label=_("account"),
            model=Account,
            visible_to=queries.accounts_visible_to,
            describe=queries.describe_accounts,
            erase=erase.account,
            actor="account",
        )
        kinds.register(
            "people.contributor",
            label=_("contributor"),
            model=Contributor,
            visible_to=queries.contributors_visible_to,
            describe=queries.describe_contributors,
            erase=erase.contributor,
            actor="contributor",
        )
        kinds.register(
            "people.grant",
            label=_("role"),
            model=Grant,
            visible_to=queries.grants_visible_to,
            describe=queries.describe_grants,
        )
        kinds.register(
            "people.consent",
            label=_("consent"),
            model=Consent,
            visible_to=queries.consents_visible_to,
            describe=queries.describe_consents,
            erase=erase.consents,
        )
        kinds.register(
            "people.invitation",
            label=_("invitation"),
            model=Invitation,
            visible_to=queries.invitations_visible_to,
            describe=queries.describe_invitations,
        )
        kinds.register(
            "people.identity",
            label=_("sign-in elsewhere"),
            model=Identity,
            visible_to=queries.identities_visible_to,
            describe=queries.describe_identities,
        )
        kinds.register(
            "people.wording",
            label=_("wording"),
            model=Wording,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe_wordings,
        )
