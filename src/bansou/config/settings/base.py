"""What all settings share.

Everything that differs between two installations comes from the environment (`config.env`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pghistory
from django.utils.csp import CSP

from bansou.config import env, languages
from bansou.config.places import project_root

env.refuse_unknown_variables()

BASE_DIR = project_root()

# Whether this is the demo: its accounts have known passwords.
DEMO = False
#: Whether accounts of the demo may do without the second step; never outside it.
TRUSTS_DEMO_ACCOUNTS = False
DEBUG = False

TRUSTED_PROXIES = env.number("BANSOU_TRUSTED_PROXIES", 0)

# Applications -------------------------------------------------------------------------------

# From the lowest room to the highest: a room's models are loaded after those it points to.
ROOMS = (
    "commons",
    "programmes",
    "employers",
    "people",
    "support",
    "placement",
    "benefits",
    "evidence",
    "grants",
    "desks",
)

INSTALLED_APPS = [
    *(f"bansou.{room}" for room in ROOMS),
    "bansou.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

# The context of a transaction opens last: everything before it reads tables without a policy.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "bansou.desks.shared.sessions.SessionLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "bansou.desks.shared.door.ActingMiddleware",
]

ROOT_URLCONF = "bansou.config.urls"
WSGI_APPLICATION = "bansou.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bansou.desks.shared.layout.context",
            ],
            "libraries": {"bansou": "bansou.desks.shared.templatetags.bansou"},
        },
    }
]
FORM_RENDERER = "bansou.desks.shared.forms.Renderer"

# Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "ja"
LOCALE_PATHS = [Path(__file__).parents[2] / "desks" / "locale"]
LANGUAGES = languages.offered(LOCALE_PATHS[0])
TIME_ZONE = "Asia/Tokyo"

# Static files -------------------------------------------------------------------------------

STATIC_URL = "/static/"

# Signing in ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "commons.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "bansou.desks.shared.signing_in.MemberBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
_VALIDATION = "bansou.desks.shared.passwords"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.NotLikeTheLogin",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATION}.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.NotCommon"},
    {"NAME": f"{_VALIDATION}.NotDigitsAlone"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "bansou.config.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# The organisation that opens an account vouches for its address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Failed sign-ins are counted by axes, in the database and so for all processes together.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "伴走"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A passkey proves possession and its own PIN or finger: it is both steps at once.
MFA_PASSKEY_LOGIN_ENABLED = True

_FORMS = "bansou.desks.shared.sign_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": f"{_FORMS}.AddKeyForm",
    "edit_webauthn": f"{_FORMS}.NameKeyForm",
}

# Five failures of one account from one address lock that pair for fifteen minutes; of the codes of
# letters, whose length alone keeps them from being guessed, an address may try so many.
SIGN_IN_FAILURES = 5
CODE_FAILURES = 30
AXES_FAILURE_LIMIT = "bansou.config.accounts.failures_allowed"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_USE_ATTEMPT_EXPIRATION = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "bansou.config.accounts.account_named"
AXES_CLIENT_IP_CALLABLE = "bansou.config.accounts.client_address"
AXES_LOCKOUT_CALLABLE = "bansou.desks.shared.failures.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

#: Numbers of people below this are not told, so that nobody is recognised by them.
LEAST_PEOPLE_TOLD = env.number("BANSOU_LEAST_PEOPLE_TOLD", 5, at_least=1)

# Sessions -----------------------------------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE = timedelta(minutes=env.number("BANSOU_IDLE_MINUTES", 30, at_least=1))
SESSION_ABSOLUTE = timedelta(hours=env.number("BANSOU_SESSION_HOURS", 10, at_least=1))
# The row outlives the limits a little, so that a late answer can say what became of the text.
SESSION_COOKIE_AGE = int((SESSION_ABSOLUTE + timedelta(hours=2)).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bansou.desks.shared.failures.stale_page"

# The browser's guards -----------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("BANSOU_EMAIL_FROM", "bansou@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# History and jobs ---------------------------------------------------------------------------

# What is tracked, and in which form, is said once: bansou.commons.audit.history.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# A worker tells every few seconds that it lives; one that fell silent is taken for dead, and
# what it had begun is done by another. Jobs that succeeded leave no row.
STALLED_WORKER_SECONDS = 30.0
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 5.0,
    "stalled_worker_timeout": STALLED_WORKER_SECONDS,
    "delete_jobs": "successful",
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "bansou.commons.audit.seals",
    "bansou.commons.jobs.clearing",
    "bansou.commons.jobs.stalled",
    "bansou.commons.messages.jobs",
    "bansou.desks.manager.import_jobs",
    "bansou.desks.manager.joint_jobs",
    "bansou.desks.seeker.reminder_jobs",
    "bansou.support.counselling.waiting",
]
# Minute, hour, day, month, weekday and second, in UTC.
STALLED_JOBS_CRON = "* * * * * */15"
CLEARING_CRON = "10 * * * *"
SEALING_CRON = "*/10 * * * *"
# From nine in the morning to six in the evening in Japan; whoever was reminded is not again.
REMINDERS_CRON = "5 0-9 * * *"

# Accounts of people and employers: how long a letter's code opens one, after how many wrong answers
# to its second question it opens none, and how long an account lasts until it is renewed.
ACCOUNT_CODE_VALID = timedelta(days=14)
ACCOUNT_CODE_FAILURES = 5
ACCOUNT_TERM = timedelta(days=365)
# So many talks ahead somebody books by themselves, and so many days ahead at most.
OWN_BOOKINGS = 3
OWN_BOOKINGS_AHEAD = timedelta(days=28)
# Where people who must leave their page at once are sent: the weather of the Meteorological Agency.
QUICK_EXIT_URL = "https://www.jma.go.jp/"

# How long things stay that have served their time.
DRAFTS_KEPT = timedelta(days=30)
REQUEST_KEYS_KEPT = timedelta(days=7)
LEDGER_FILES_KEPT = timedelta(days=30)
FINISHED_JOBS_KEPT = timedelta(days=30)

# Log ----------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("BANSOU_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "procrastinate.blueprints": {"level": "WARNING"},
    },
}
