"""Names to sign in with, for people who use no e-mail.

Accounts are known by an address; a name stands in one at a domain that can never receive mail.
"""

#: RFC 2606: no mail ever goes there.
_DOMAIN = "name.invalid"


def as_address(written: str) -> str:
    """What an account is known by: an address as it is, a name as an address of ours."""
    written = written.strip()
    return written if "@" in written or not written else f"{written.lower()}@{_DOMAIN}"
