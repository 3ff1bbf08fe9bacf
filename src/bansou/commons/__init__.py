"""What every room holds in common: organisations and access, time, money, names, refusals."""
