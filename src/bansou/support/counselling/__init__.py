"""Psychological counselling and assessment (心理カウンセリング、心理判定): a record for a named team."""
