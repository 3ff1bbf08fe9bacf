"""Joint counting (共同集計): several bodies count one person once, and none sees another's people."""
