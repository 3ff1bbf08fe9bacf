"""Settings of the demo and of work on a developer's machine: no HTTPS, keys made by themselves."""

from bansou.config import databases, env
from bansou.config.places import keys_folder, secret, var_folder
from bansou.config.settings.base import *  # noqa: F403
from bansou.config.settings.base import LOGGING

VAR = var_folder()
FILES_FOLDER = VAR / "files"
KEYS_FOLDER = keys_folder(VAR)
SEALS_FILE = VAR / "seals" / "seals.txt"
ERASURES_FILE = VAR / "erasures" / "erasures.txt"
DEMO = True
TRUSTS_DEMO_ACCOUNTS = True
DEBUG = env.text("BANSOU_DEBUG") == "1"
SECRET_KEY = env.text("BANSOU_SECRET_KEY") or secret(VAR, "django")
ALLOWED_HOSTS = env.words("BANSOU_ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]

MAILERS = {
    "default": env.mailer("BANSOU_EMAIL_URL")
    if env.text("BANSOU_EMAIL_URL")
    else {
        "BACKEND": "bansou.config.mail.LettersInAFolder",
        "OPTIONS": {"folder": VAR / "mail"},
    }
}
LOGGING["root"]["level"] = env.text("BANSOU_LOG_LEVEL", "WARNING")

EMBEDDED_DATABASE, DATABASES, DATABASE_ROLES = databases.chosen(VAR)

# Static files come straight from the rooms, nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
