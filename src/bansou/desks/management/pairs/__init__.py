"""`bansou match`: people and openings from files, judged by the engine, written out with reasons."""
