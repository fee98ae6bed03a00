"""The figures and the attendance report as PDF."""
