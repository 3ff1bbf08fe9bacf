"""Times on public lists of employers who support the generation (応援企業リスト)."""
