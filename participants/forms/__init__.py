"""What is asked, and how it is told that something is wrong. Forms never save: actions do."""
