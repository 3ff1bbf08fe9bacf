"""Names to sign in with, for people who use no e-mail.

Accounts are known by an address; a name stands in one at a domain that can never receive mail.
"""

#: RFC 2606: no mail ever goes there.
_DOMAIN = "name.invalid"
#: Under addresses here wrong codes of letters are counted; nobody signs in with one.
_COUNTED = "codes.invalid"


def as_address(written: str) -> str:
    """What an account is known by: an address as it is, a name as an address of ours."""
    written = written.strip()
    return written if "@" in written or not written else f"{written.lower()}@{_DOMAIN}"


def counted_as(kind: str) -> str:
    """Under which name wrong codes of a kind of letter are counted: there is no account yet."""
    return f"{kind}@{_COUNTED}"


def counts_codes(address: str) -> bool:
    """Tell whether codes of letters are counted under an address."""
    return address.endswith(f"@{_COUNTED}")
