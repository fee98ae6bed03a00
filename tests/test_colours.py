"""The colours of the style sheet: both schemes reach WCAG AA."""

import re
from pathlib import Path

import pytest
from django.conf import settings


def schemes():
    source = Path(settings.BASE_DIR, "static/css/mia.css").read_text()
    blocks = re.findall(r":root \{(.*?)\n\s*\}", source, re.S)[:2]
    light, dark = (dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def contrast(one, other):
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05)."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return sum(
            weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
        )

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *(
            (ink, ground, 4.5)
            for ink in ("--ink", "--muted", "--green", "--accent")
            for ground in ("--paper", "--surface")
        ),
        *((f"--{tone}-ink", f"--{tone}-bg", 4.5) for tone in ("neutral", "good", "warn", "alert")),
        ("--alert-ink", "--paper", 4.5),
        ("--ink", "--neutral-bg", 4.5),
        ("--on-green", "--green", 4.5),
        ("--on-green", "--green-strong", 4.5),
        *(
            (edge, ground, 3)
            for edge in ("--edge", "--focus", "--alert-line")
            for ground in ("--paper", "--surface")
        ),
    ],
)
def test_colours_can_be_told_apart(scheme, ink, ground, least):
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= least
