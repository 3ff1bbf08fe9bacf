"""`bansou worker` on the database of a running test, where it knows the test's slow job as well."""

import sys
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    import_module("tests.commons.jobs.slow")
    call_command("worker")
