"""Payment lists (支払リスト) and the file that a bank takes."""
