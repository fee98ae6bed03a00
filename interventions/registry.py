"""The features that the case page, the timeline and the lists over many features show.

A new feature is one line here: its declaration brings its models, URLs, sections and the rest.
"""

from interventions.cases.declarations import FEATURE as CASES
from interventions.contacts.declarations import FEATURE as CONTACTS
from interventions.methods.declarations import FEATURE as METHODS
from participants.assignments.declarations import FEATURE as ASSIGNMENTS
from participants.consents.declarations import FEATURE as CONSENTS
from participants.enrolments.declarations import FEATURE as ENROLMENTS
from participants.people.declarations import FEATURE as PEOPLE

# In the order in which pages show them.
FEATURES = (
    PEOPLE,
    ENROLMENTS,
    ASSIGNMENTS,
    METHODS,
    CONSENTS,
    CONTACTS,
    CASES,
)
