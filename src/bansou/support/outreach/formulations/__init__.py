"""見立て: what an expert team knows, supposes and plans, each apart, with every version and dissent."""
