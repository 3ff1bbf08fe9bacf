"""Settings of an installation that serves people: HTTPS only, no key that made itself."""

from bansou.config import databases, env
from bansou.config.places import keys_folder, var_folder
from bansou.config.settings.base import *  # noqa: F403

VAR = var_folder()
FILES_FOLDER = VAR / "files"
KEYS_FOLDER = keys_folder(VAR)
SEALS_FILE = VAR / "seals" / "seals.txt"
ERASURES_FILE = VAR / "erasures" / "erasures.txt"
SECRET_KEY = env.key("BANSOU_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("BANSOU_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.required("BANSOU_ALLOWED_HOSTS").split()

MAILERS = {"default": env.mailer("BANSOU_EMAIL_URL")}

EMBEDDED_DATABASE, DATABASES, DATABASE_ROLES = databases.chosen(VAR)

STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.number("BANSOU_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
# Browsers' preload list is for the owner of the whole domain to decide on, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
