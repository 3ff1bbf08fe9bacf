"""Places to be (居場所): when they are open, who comes by nickname, and what a person lets be known."""
