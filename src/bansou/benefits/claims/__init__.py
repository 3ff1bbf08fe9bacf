"""Claims (支給の請求): drawn from attended days, checked, approved by another person."""
