"""The features that the case page, the timeline and the lists over many features show.

A new feature is one line here: its declaration brings its models, URLs, sections and the rest.
"""

from interventions.contacts.declarations import FEATURE as CONTACTS
from interventions.methods.declarations import FEATURE as METHODS
from participants.assignments.declarations import FEATURE as ASSIGNMENTS
from participants.consents.declarations import FEATURE as CONSENTS
from participants.enrolments.declarations import FEATURE as ENROLMENTS
from participants.profile.declarations import FEATURE as PROFILE

# In the order in which pages show them.
FEATURES = (
    PROFILE,
    ENROLMENTS,
    ASSIGNMENTS,
    METHODS,
    CONSENTS,
    CONTACTS,
)
