"""What the methods keep about a person, each text with a word to look for afterwards."""

from tests import factories


def add_methods(enrolment, by) -> None:
    """Rows of the search for work and of the Boston method; `by` is who registered them."""
    factories.VocationalProfileFactory(enrolment=enrolment, wishes="Zönskan", **by)
    factories.EmployerContactFactory(enrolment=enrolment, summary="Zsammanfattat", **by)
    factories.JobApplicationFactory(enrolment=enrolment, role="Zroll", **by)
    factories.ReadinessFactory(enrolment=enrolment, comment="Zkommentar", **by)
    ambition = factories.RehabilitationGoalFactory(enrolment=enrolment, role="Zambition", **by)
    of = {"enrolment": enrolment, "rehabilitation_goal": ambition}
    factories.GoalNeedFactory(**of, text="Zbehov", **by)
    factories.GoalFollowUpFactory(**of, support="Zstöd", **by)
    factories.AreaRecordFactory(enrolment=enrolment, strength="Zkartlagd", **by)
    factories.PhaseChangeFactory(work=enrolment.methods.get(), **by)
