# 使い方は「make」または「make help」。設定は docs/configuration.md にあります。
.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-engines proofs capabilities serve ci

# Some locales cannot read a path with Japanese letters.
export PYTHONUTF8 = 1
# The second start is twice as fast with compiled modules.
unexport PYTHONDONTWRITEBYTECODE

help: ## この一覧を表示します
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

demo: ## 体験版を動かします（PORT=8001 で番号を変えられます）
	@sh scripts/bootstrap demo
	@.venv/bin/python -m bansou.config.console demo

serve: export DJANGO_SETTINGS_MODULE = bansou.config.settings.production
serve: ## 本番用の設定で動かします（docs/configuration.md）
	@sh scripts/bootstrap demo
	@.venv/bin/python -m bansou.config.console migrate --verbosity 0
	@.venv/bin/python -m bansou.config.console collectstatic --no-input --verbosity 0
	@.venv/bin/python -m bansou.config.console serve

test: ## すべての試験を行います（ARGS="-k 語" で絞れます）
	@sh scripts/bootstrap test
	@.venv/bin/python -m pytest -n 2 $(ARGS)

check: ## 書き方、型、部屋の決まり、移行、設定を確かめます
	@sh scripts/bootstrap test
	@sh scripts/check

bench: ## 速さを測ります
	@sh scripts/bootstrap test
	@.venv/bin/python -m bench $(ARGS)

bench-engines: ## 計算の部品を全国の規模で、ほかの製品と並べて測ります（静かな機械で、数分）
	@sh scripts/bootstrap test
	@.venv/bin/python -m bench.engines $(ARGS)

proofs: ## 大きな数で確かめます（試験より時間がかかります）
	@sh scripts/bootstrap test
	@.venv/bin/python -m proofs $(ARGS)

capabilities: ## できることの一覧と、まだのものを表示します
	@sh scripts/bootstrap test
	@.venv/bin/python scripts/capabilities.py

ci: ## CI と同じことを行います
	@bash .ci/run
