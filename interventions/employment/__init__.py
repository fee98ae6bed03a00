"""Work, studies and qualifications of participants, during the enrolment and after it."""
