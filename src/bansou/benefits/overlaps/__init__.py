"""What people get from elsewhere (ほかの給付), so that no day is paid for twice."""
