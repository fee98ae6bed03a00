"""The pages under /rapporter/: which exports there are, the form and preview of one, and a month's
work.
"""
