"""Django settings, made from the variables in variables.py and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from commonweal.config import languages, variables
from commonweal.config.keys import key

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(variables.VAR.value()).absolute()
KEYS = VAR / "keys"
MEDIA_ROOT = VAR / "media"
# Said before anybody sends a file, and held to.
MEDIA_MEGABYTES = {
    "picture": int(variables.PICTURE_MB.value()),
    "sound": int(variables.SOUND_MB.value()),
    "film": int(variables.FILM_MB.value()),
}

SECRET_KEY = key(KEYS, "session")
DEBUG = variables.DEBUG.on()
SITE = urlsplit(variables.SITE.value())
HTTPS = SITE.scheme == "https"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", SITE.hostname or "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [f"{SITE.scheme}://{SITE.netloc}"]

INSTALLED_APPS = [
    "commonweal.front",
    "commonweal.funding",
    "commonweal.inquiry",
    "commonweal.evidence",
    "commonweal.listening",
    "commonweal.directory",
    "commonweal.places",
    "commonweal.people",
    "commonweal.journal",
    "commonweal.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "commonweal.people.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonweal.people.middleware.ViewerMiddleware",
    "commonweal.core.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "commonweal.config.urls"
WSGI_APPLICATION = "commonweal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "commonweal.core.context.house",
            ],
        },
    }
]


KEPT_SECONDS = 60  # a connection to the database, by its thread


def sqlite() -> dict[str, object]:
    """One file, safe for many readers and one writer at a time.

    IMMEDIATE matters: with plain BEGIN, most read-then-write transactions fail as "locked" under eight threads.
    secure_delete matters: what a person takes back must not stay readable in freed pages.
    Nothing else opens this file, not even to read: its process would lose its locks (docs/decisions.md).
    A connection is kept for a minute: opening one (these pragmas, the whole schema) costs more than most pages ask.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "commonweal.sqlite3",
        "CONN_MAX_AGE": KEPT_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
        },
        # The tests use a file too: a shared in-memory database behaves differently under threads.
        "TEST": {"NAME": VAR / "test.sqlite3"},
    }


def postgres(url: str) -> dict[str, object]:
    """PostgreSQL from one address, connections kept open between requests."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_SECONDS,
    }


_url = variables.DATABASE_URL.value()
_owner = variables.DATABASE_OWNER_URL.value()
DATABASES = {"default": postgres(_url) if _url else sqlite()}
# The role that owns the tables, for migrations only; None on SQLite or where one role does both.
OWNER = postgres(_owner) if _url and _owner else None

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "commonweal.people.lockout.LockoutBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "commonweal.core.answer.not_from_our_page"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Accounts: allauth does the steps, people/adapters.py lets it write through changes only.
SIGN_UP_OPEN = variables.SIGN_UP.value() == "open"
ACCOUNT_ADAPTER = "commonweal.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes the old one's place once it is proven
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can have letters sent to strangers
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {
    "login": "commonweal.people.forms.SignInForm",
    "signup": "commonweal.people.forms.SignUpForm",
    "add_email": "commonweal.people.forms.NewAddressForm",
    "change_password": "commonweal.people.forms.ChangePasswordForm",
    "set_password": "commonweal.people.forms.FirstPasswordForm",
    "reset_password": "commonweal.people.forms.ForgottenForm",
    "reset_password_from_key": "commonweal.people.forms.NewPasswordForm",
    "reauthenticate": "commonweal.people.forms.AgainForm",
}
# Limits by network address are wide: a library shares one. Passwords are counted by people/lockout.py.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/300s/key", "signup": "60/m/ip"}
MFA_ADAPTER = "commonweal.people.adapters.TwoStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Commonweal"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute out
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow this for localhost only
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "commonweal.people.forms.CodeForm",
    "reauthenticate": "commonweal.people.forms.CodeAgainForm",
    "activate_totp": "commonweal.people.forms.FirstCodeForm",
    "add_webauthn": "commonweal.people.forms.PasskeyForm",
    "edit_webauthn": "commonweal.people.forms.PasskeyNameForm",
}

# Guessing: somebody at one address is stopped, never everybody at that address. What is kept is hashed.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that was said stays true
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "commonweal.people.lockout.hashed_address"
AXES_CLIENT_IP_CALLABLE = "commonweal.people.lockout.hashed_origin"
AXES_LOCKOUT_CALLABLE = "commonweal.people.lockout.answer_locked"
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password", "oldpassword", "next", "csrfmiddlewaretoken"]

EMAIL_HOST = variables.MAIL_HOST.value()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "commonweal.people.letters.Files"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_PORT = int(variables.MAIL_PORT.value())
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = variables.MAIL_USER.value(), variables.MAIL_PASSWORD.value()
EMAIL_USE_TLS = variables.MAIL_SECURITY.value() == "starttls"
EMAIL_USE_SSL = variables.MAIL_SECURITY.value() == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = variables.MAIL_FROM.value()

NOTIFY_KEY, NOTIFY_TEMPLATE = variables.NOTIFY_KEY.value().strip(), variables.NOTIFY_TEMPLATE.value().strip()
NOTIFY_ADDRESS = variables.NOTIFY_ADDRESS.value()
TEXTS_IN_TOKEN, TEXTS_IN_PLACES = variables.TEXTS_IN_TOKEN.value().strip(), variables.TEXTS_IN_PLACES.value()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = languages.SOURCE
USE_I18N = True
LANGUAGES = languages.offered(variables.PSEUDO.on())
LOCALE_PATHS = languages.folders(PACKAGE, VAR, variables.PSEUDO.on())
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Each file beside its compressed copies: Leaflet is 147 kB as it is, and 43 kB on the wire.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".pmtiles": "application/octet-stream"}
# Static addresses carry the package's version (core/templatetags), so a day's caching never shows an old style.
WHITENOISE_MAX_AGE = 86_400

# Pages speak to this server and no other.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "ERROR"}},  # at other levels it writes the address of whoever signs in
}
