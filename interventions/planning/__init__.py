"""The participant's plan: goals in own words, steps with who and when, and reviews."""
