"""態様の分析: how many people there are of each kind, told without telling of anybody."""
