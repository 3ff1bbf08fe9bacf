"""情報提供とつなぎ: what somebody agreed to, to whom they were referred, and all that was handed over."""
