"""応援企業リスト: putting companies on a list, renewing that in time, taking them off."""
