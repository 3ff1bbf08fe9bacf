"""企業アンケート: answers copied from paper, and the change from before to after with its n."""
