"""Workplace visits (職場見学) and trials (職場体験): request, agreement, insurance, days, evaluation."""
