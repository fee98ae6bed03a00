"""The features whose rows the disposal list and the demo county hold: those of this app too."""

from interventions import registry

# After those of the apps below, which pages show.
OWN = ("reporting.months", "reporting.retention")
PACKAGES = (*registry.PACKAGES, *OWN)
FEATURES = (*registry.FEATURES, *(registry.load_feature(package) for package in OWN))
