"""The features whose rows the disposal list and the demo county hold: those of this app too."""

from interventions import registry

# After those of the apps below, which pages show.
PACKAGES = (*registry.PACKAGES, "reporting.months")
FEATURES = (*registry.FEATURES, registry.load_feature("reporting.months"))
