"""Official codes: of bodies (団体コード), corporations (法人番号), industries (産業分類)."""
