"""Settings of the worker: jobs in the database (docs/adr/0010), housekeeping, change of keys."""

# A job whose worker has been silent so long is run again.
STALLED_SECONDS = 20
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 1,  # one file at a time: memory and the database are shared with the pages
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": STALLED_SECONDS,
    "delete_jobs": "successful",  # what is left is what went wrong
    # Then the job is handed back, and begun again by the next worker
    "shutdown_graceful_timeout": 1,
}
# The handler of each kind of job (mia.jobs.handlers)
JOB_HANDLERS = [
    "mia.jobs.sign_on.SignOnHandler",
    "interventions.imports.handler.ImportHandler",
    "reporting.orders.handler.ExportHandler",
    "reporting.retention.handler.DisposalHandler",
]
# What the worker does by itself (mia.jobs.housekeeping)
HOUSEKEEPING = [
    "mia.jobs.housekeeping_tasks.SEAL",
    "mia.jobs.housekeeping_tasks.SWEEP_FILES",
    "reporting.orders.housekeeping_tasks.RECALL_FILES",
    "mia.jobs.housekeeping_tasks.CLEAR_SESSIONS",
    "mia.jobs.housekeeping_tasks.FORGET_LOG_INS",
    "mia.jobs.housekeeping_tasks.SWEEP_LIMITS",
    "mia.jobs.housekeeping_tasks.SWEEP_DRAFTS",
    "interventions.reminders.housekeeping_tasks.REMIND_STAFF",
    "reporting.dashboards.housekeeping_tasks.PUBLISH",
    "mia.jobs.housekeeping_tasks.VERIFY",
]
# What is encrypted, for the rotation of keys (mia.access.rotation)
ENCRYPTED_ROWS = [
    "mia.organisation.login.encrypted.SecondFactors",
    "interventions.contacts.encrypted.Notes",
    "interventions.handovers.encrypted.HandoverNotes",
    "interventions.placements.encrypted.PlacementPlans",
    "interventions.placement_meetings.encrypted.PlacementMeetings",
    "interventions.bookings.encrypted.Bookings",
    "interventions.letters.encrypted.Letters",
    "interventions.case_documents.encrypted.CaseDocuments",
    "interventions.memos.encrypted.Memos",
    "interventions.questions.encrypted.Questions",
    "interventions.planning.encrypted.Goals",
    "interventions.planning.encrypted.Steps",
    "interventions.life_areas.encrypted.AreaRecords",
    "interventions.job_search.encrypted.VocationalProfiles",
    "interventions.boston.encrypted.ReadinessRows",
    "interventions.boston.encrypted.RehabilitationGoals",
    "interventions.boston.encrypted.GoalNeeds",
    "interventions.boston.encrypted.GoalFollowUps",
    "interventions.job_search.encrypted.EmployerContacts",
    "participants.contact_details.encrypted.ContactDetailsRows",
    "participants.contact_details.encrypted.RelatedPersonRows",
    "participants.referrals.encrypted.Referrals",
    "participants.consents.encrypted.Disclosures",
    "participants.emergencies.encrypted.EmergencyOpenings",
    "interventions.removals.encrypted.ContactRemovals",
    "reporting.retention.encrypted.DisposalHolds",
    "participants.inquiries.encrypted.InquiryRows",
    "mia.organisation.drafts.encrypted.Drafts",
]
