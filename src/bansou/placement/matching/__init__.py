"""Proposals (提案): what people wish for, what fits, both sides' answers, introductions, interviews."""
