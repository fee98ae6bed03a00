"""Figures for readers outside the delprojekt: published once a quarter and never changed."""
