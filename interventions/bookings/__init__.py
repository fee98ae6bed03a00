"""Booked meetings with participants: a booking becomes the contact when it has been held."""
