"""What employers answer before and after the programme works with them (企業アンケート)."""
