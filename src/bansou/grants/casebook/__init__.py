"""Case sheets 事例シート: one page on what a programme does and reached, as HTML and as PDF."""
