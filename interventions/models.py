"""Django finds the app's models by importing this module: the registry imports every feature's
declaration, and the declaration its models. Everything else imports models from their feature.
"""

from interventions import registry

__all__ = ["registry"]
