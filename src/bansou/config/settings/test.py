"""Settings of the tests: a server and databases of their own in `var/test`, cheap passwords."""

from bansou.config import databases
from bansou.config.embedded import EmbeddedServer
from bansou.config.places import secret, var_folder
from bansou.config.settings.base import *  # noqa: F403

VAR = var_folder("var/test")
SECRET_KEY = secret(VAR, "django")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

EMBEDDED_DATABASE = EmbeddedServer(VAR, tests=True)
DATABASES, DATABASE_ROLES = databases.on_embedded(EMBEDDED_DATABASE)

STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
LOGGING = {"version": 1, "disable_existing_loggers": False}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
