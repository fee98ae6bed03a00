"""The base of every form: plain Swedish, one action that saves, and conflicts with others."""
