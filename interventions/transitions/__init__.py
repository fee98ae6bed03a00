"""Transitions (övergång) to Arbetsförmedlingen, the kommun or others."""
