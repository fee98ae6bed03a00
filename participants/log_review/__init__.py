"""Log review: who has seen and done what, what is unusual in it, and that it has been looked at."""
