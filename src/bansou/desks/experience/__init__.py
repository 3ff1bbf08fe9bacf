"""見学・体験: visits and trials from the request to the evaluation, insurance, what did not suit."""
