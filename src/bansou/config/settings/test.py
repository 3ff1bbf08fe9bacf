"""Settings of the tests: a server and databases of their own in `var/test`, cheap passwords."""

from bansou.config import databases
from bansou.config.embedded import EmbeddedServer
from bansou.config.places import secret, var_folder
from bansou.config.settings.base import *  # noqa: F403

VAR = var_folder("var/test")
FILES_FOLDER = VAR / "files"
KEYS_FOLDER = VAR / "keys"
SEALS_FILE = VAR / "seals" / "seals.txt"
ERASURES_FILE = VAR / "erasures" / "erasures.txt"
SECRET_KEY = secret(VAR, "django")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

EMBEDDED_DATABASE = EmbeddedServer(VAR, tests=True)
DATABASES, DATABASE_ROLES = databases.on_embedded(EMBEDDED_DATABASE)
# A browser keeps its lines to the test's server open; each would keep a connection for minutes.
DATABASES["default"]["CONN_MAX_AGE"] = 0

STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# A worker that a test kills is soon taken for dead.
STALLED_WORKER_SECONDS = 1.0
STALLED_JOBS_CRON = "* * * * * *"
PROCRASTINATE_WORKER_DEFAULTS = {
    **PROCRASTINATE_WORKER_DEFAULTS,  # noqa: F405
    "update_heartbeat_interval": 0.2,
    "stalled_worker_timeout": STALLED_WORKER_SECONDS,
    "fetch_job_polling_interval": 0.5,
}

LOGGING = {"version": 1, "disable_existing_loggers": False}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Most tests sign in as accounts of the demo.
TRUSTS_DEMO_ACCOUNTS = True
