"""Letters to people about what was decided (支給決定通知書, 不支給決定通知書), as PDF."""
