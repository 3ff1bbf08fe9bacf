"""`bansou settings`: what can be set from outside, and what is set now."""

from __future__ import annotations

import os
from typing import Any

from django.core.management import BaseCommand

from bansou.config.env import VARIABLES


class Command(BaseCommand):
    help = "設定できる環境変数を一覧します（秘密の値は表示しません）。"
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        for variable in VARIABLES:
            given = os.environ.get(variable.name)
            shown = "（設定済み）" if variable.secret and given else given
            self.stdout.write(f"{variable.name} = {shown or f'（既定: {variable.default}）'}")
            self.stdout.write(f"    {variable.meaning}。")
