"""A made-up office of Tomakomai: its people, its year, and the workbook in which it keeps them."""
