"""What people type about their accounts: the account package's forms, in our words and with our inputs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as two_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.people.changes import LONGEST_ADDRESS, LONGEST_NAME
from commonweal.people.roles import HELD_IN, allows, end_of, named

EMAIL, PASSWORD = _("E-mail address"), _("Password")
TYPE_EMAIL, TYPE_PASSWORD = _("Type your e-mail address."), _("Type your password.")
LOOKS_LIKE = _("This is not an e-mail address. It looks like name@example.org.")
AT_LEAST = _("At least 12 characters. Three or four words that do not belong together are easy to keep in mind.")
TYPE_NEW = _("Type a password of at least 12 characters.")
CODE, TYPE_CODE = _("Code"), _("Type the code.")


class Plain(forms.Form):
    """Our labels, hints, sentences and inputs: `words = {field: (label, hint, what to type if it is empty)}`."""

    words: dict[str, tuple[Any, Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            if name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = label, hint
                field.error_messages |= {"required": missing} if missing else {}
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = LOOKS_LIKE
                field.validators.append(MaxLengthValidator(LONGEST_ADDRESS, LOOKS_LIKE))
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs.setdefault("class", "nhsuk-input")


class SignInForm(Plain, account.LoginForm):
    """An address and a password."""

    words = {
        "login": (EMAIL, "", TYPE_EMAIL),
        "password": (PASSWORD, "", TYPE_PASSWORD),
        "remember": (_("Keep me signed in on this device"), _("Not on a shared computer."), ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class SignUpForm(Plain, account.SignupForm):
    """Making an account for oneself, where that is open."""

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]
    words = {
        "name": (_("What should we call you?"), _("Any name you like to be called by."), _("Say what to call you.")),
        "email": (EMAIL, _("We send one letter there, to prove that it is yours."), TYPE_EMAIL),
        "password1": (PASSWORD, AT_LEAST, TYPE_NEW),
    }


class NewAddressForm(Plain, account.AddEmailForm):
    """Another address instead of the one before."""

    words = {"email": (_("New e-mail address"), _("We send a letter there first."), TYPE_EMAIL)}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """Another password."""

    words = {
        "oldpassword": (_("The password you have now"), "", TYPE_PASSWORD),
        "password1": (_("New password"), AT_LEAST, TYPE_NEW),
        "password2": (_("New password again"), "", _("Type the new password again.")),
    }


class FirstPasswordForm(Plain, account.SetPasswordForm):
    """A password for an account that had none."""

    words = {
        "password1": (_("New password"), AT_LEAST, TYPE_NEW),
        "password2": (_("New password again"), "", _("Type the new password again.")),
    }


class ForgottenForm(Plain, account.ResetPasswordForm):
    """Where to send the letter."""

    words = {"email": (EMAIL, "", TYPE_EMAIL)}


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """A new password by the letter's link."""

    words = FirstPasswordForm.words


class AgainForm(Plain, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words = {"password": (PASSWORD, "", TYPE_PASSWORD)}


HINT = _("Six figures from your phone’s code app, or one of the codes you wrote down.")


class CodeForm(Plain, two_step.AuthenticateForm):
    """The second step of signing in."""

    words = {"code": (CODE, HINT, TYPE_CODE)}


class CodeAgainForm(Plain, two_step.ReauthenticateForm):
    """A code once more, before something that matters."""

    words = {"code": (CODE, HINT, TYPE_CODE)}


class FirstCodeForm(Plain, ActivateTOTPForm):
    """The first code proves that the app has the key."""

    words = {"code": (_("The code your app shows now"), _("Six figures. They change every half minute."), TYPE_CODE)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(Plain, AddWebAuthnForm):
    """A name for the new passkey; the browser makes the key itself."""

    words = {
        "name": (_("A name for it"), _("So that you know it again: “my phone”."), ""),
        "passwordless": (_("Sign in with it alone, without a password"), "", ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyNameForm(Plain, EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": (_("A name for it"), "", _("Say what to call it."))}


class AcceptForm(Plain):
    """Accepting an invitation with a new account."""

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    words = {
        "name": (_("What should we call you?"), _("People you work with here see it."), _("Say what to call you.")),
        "password": (_("Choose a password"), AT_LEAST, TYPE_NEW),
    }


class InviteForm(Plain):
    """Whom, to what, until when, and why."""

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(widget=forms.Select(attrs={"class": "nhsuk-select"}))
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    words = {
        "email": (_("Their e-mail address"), "", _("Type the e-mail address of whoever you invite.")),
        "role": (_("Which role"), "", _("Choose a role.")),
        "until": (_("Until which day"), _("Every role ends on a day. It can be given again."), _("Choose a day.")),
        "why": (_("Why"), _("One sentence. They read it, and it stays on record."), _("Say why you invite them.")),
    }

    def __init__(self, *args: Any, scope_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowing = [(named(role), allows(role)) for role in HELD_IN.get(scope_kind, ())]
        choices = [("", _("Choose a role")), *((role, named(role)) for role in HELD_IN.get(scope_kind, ()))]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["until"].error_messages["invalid"] = _("This is not a day. It looks like 2027-03-31.")

    def clean_until(self) -> datetime:
        """The end of that day, where the installation is."""
        end = end_of(self.cleaned_data["until"])
        if end <= timezone.now():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return end


class NameForm(Plain):
    """Be called something else."""

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    words = {"name": (_("What should we call you?"), "", _("Say what to call you."))}
