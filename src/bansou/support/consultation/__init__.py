"""Consultations: what was talked about, one to one."""
