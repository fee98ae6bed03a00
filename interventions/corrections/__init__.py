"""Removing what was registered by mistake: work, studies, qualifications, transitions, answers."""
