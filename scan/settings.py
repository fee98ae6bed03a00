"""The settings of the demo with two planted holes, which the scanners must find.

`make scan` alone names this module.
"""

from mia.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "scan.hole"
