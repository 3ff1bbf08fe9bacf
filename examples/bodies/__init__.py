"""Made-up ledgers of Kobe, Kitakyushu and the five bodies of Kanagawa, as their offices keep them."""
