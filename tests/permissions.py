"""The table of permissions: who may GET and POST each route, and what its address names."""

from typing import NamedTuple
from uuid import UUID

CASES = ["own", "colleagues", "elsewhere", "protected", "missing"]
SEES = {
    "anna": {"own", "protected"},
    "dan": {"own"},  # on Anna's team; a team never sees the protected
    "bo": {"colleagues"},
    "cecilia": {"elsewhere"},
    "leader": {"own", "colleagues"},
    "other_leader": {"elsewhere"},
    "coordinator": {"own", "colleagues", "elsewhere"},
    "investigator": set(),
    "admin": set(),
    "reviewer": set(),
}
CAST = list(SEES)
WORKERS = {"anna", "dan", "bo", "cecilia", "leader", "other_leader"}
PERSONS = WORKERS | {"coordinator"}
FIGURES = {"leader", "other_leader", "coordinator", "investigator"}
REVIEWERS = {"leader", "other_leader", "coordinator"}
ALL = set(CAST)
MISSING = UUID(int=0)


class Route(NamedTuple):
    """Who may GET and POST (None: the method does not exist) and what the URL names: see `keys`."""

    get: set[str] | None
    post: set[str] | None = None
    of: str = ""
    query: str = ""


COHORT = "?kohort=inskrivna"
W, A, C = WORKERS, {"admin"}, {"coordinator"}
# Who may open the protected case in an emergency, and who reviews that: those of its delprojekt.
OF_DELPROJEKT = {
    "closed": {"dan", "bo", "leader"},
    "opening": {"leader", "coordinator"},
    "staffed": {"anna", "dan", "bo", "leader"},
    "leaving": {"bo", "leader"},
    "batch": {"bo", "leader"},
    "absence": {"bo", "leader"},
}
# A group is led by all who work with participants in the delprojekt.
OF_DELPROJEKT["group"] = OF_DELPROJEKT["occasion"] = {"anna", "dan", "bo", "leader"}
# A referral is handled by all who register participants in the delprojekt.
OF_DELPROJEKT["referral"] = OF_DELPROJEKT["declined"] = {"anna", "dan", "bo", "leader"}
# Rows of no case: a key that was never given is told from one that was.
OF_HOSTS = ("host", "agreement", "agreement_follow_up")
OF_OS = {"anna", "dan", "bo", "leader"}
# What follows the key of a case in the URL.
URL_ENDS = {"month": ["2021-03"], "section": ["ansvariga"], "begun": ["arbete"], "followed": ["4V"]}
URL_ENDS["area"] = ["BOENDE"]
OF_A_CASE = ("enrolment", "paused", *URL_ENDS)
# What only those who work with the case see: for a coordinator it is not there.
PRIVATE = ("goal", "step", "area_record", "booking", "letter", "removal", "member", "case_document")
PRIVATE += ("memo", "question")
ROWS_OF_A_CASE = ("contact", "method", "mistake", "spell", "spell_followed", "transition")
ROWS_OF_A_CASE += ("twins", "merged", "placement", "hours_step", *PRIVATE)
# Pages of the delprojekt OS: for those who lead another it is not there.
OF_FOLLOWED = ("delprojekt_list", "delprojekt_worker")
OF_ONE_DELPROJEKT = ("delprojekt", "waiting", *OF_FOLLOWED)
LEADERS = {"leader", "other_leader"}
R = LEADERS | {"reviewer"}
ROUTES = {
    "start": Route(ALL),
    "interventions:today": Route(PERSONS),
    "interventions:followed_delprojekt": Route(REVIEWERS, None, "delprojekt"),
    "interventions:followed_list": Route(REVIEWERS, None, "delprojekt_list"),
    "interventions:followed_worker": Route(REVIEWERS, None, "delprojekt_worker"),
    "participants:caseload": Route(PERSONS),
    "participants:view_new": Route(PERSONS, PERSONS),
    "participants:view_change": Route({"anna"}, {"anna"}, "saved_view"),
    "participants:view_remove": Route(None, {"anna"}, "saved_view"),
    "participants:search": Route(PERSONS, PERSONS),
    "participants:register": Route(W, W),
    "participants:register_similar": Route(None, W),
    "participants:duplicates": Route(REVIEWERS),
    "participants:merge_choose": Route(REVIEWERS, REVIEWERS, "enrolment"),
    "participants:merge": Route(REVIEWERS, REVIEWERS, "twins"),
    "participants:merge_undo": Route(None, REVIEWERS, "merged"),
    "participants:handover": Route(W),
    "participants:emergency": Route(W),
    "participants:emergency_open": Route(W, W, "closed"),
    "participants:emergencies": Route(REVIEWERS),
    "participants:emergency_review": Route(REVIEWERS, REVIEWERS, "opening"),
    "interventions:case": Route(PERSONS, None, "enrolment"),
    "interventions:case_section": Route(PERSONS, None, "section"),
    "participants:change": Route(W, W, "enrolment"),
    "participants:close": Route(W, W, "enrolment"),
    "participants:enhanced": Route(W, W, "enrolment"),
    "participants:reopen": Route(W, W, "enrolment"),
    "participants:person": Route(W, W, "enrolment"),
    "participants:number": Route(W, W, "enrolment"),
    "participants:protection": Route(W, W, "enrolment"),
    "participants:reveal": Route(None, PERSONS, "enrolment"),
    "participants:assignments": Route(W, W, "enrolment"),
    "participants:assignment_end": Route(W, W, "assignment"),
    "participants:consents": Route(W, W, "enrolment"),
    "participants:consent_withdraw": Route(W, W, "consent"),
    "participants:contact_details": Route(W, W, "enrolment"),
    "participants:related_person": Route(W, W, "enrolment"),
    "participants:related_person_remove": Route(None, W, "related_person"),
    "participants:disclosures": Route(W, W, "enrolment"),
    "participants:inquiries": Route(W, W, "enrolment"),
    "participants:inquiry_answer": Route(W, W, "inquiry"),
    "participants:referrals": Route(W),
    "participants:referral_new": Route(W, W),
    "participants:referral": Route(W, None, "referral"),
    "participants:referral_change": Route(W, W, "referral"),
    "participants:referral_step": Route(W, W, "referral"),
    "participants:referral_decline": Route(W, W, "referral"),
    "participants:referral_move": Route(W, W, "referral"),
    "participants:referral_accept": Route(W, W, "referral"),
    "reporting:decline_letter": Route(W, None, "declined"),
    "participants:extend": Route(W, W, "enrolment"),
    "participants:pause": Route(W, W, "enrolment"),
    "participants:end_pause": Route(W, W, "paused"),
    "participants:waiting": Route(LEADERS),
    "participants:waiting_accept": Route(None, {"leader"}, "waiting"),
    "participants:waiting_refuse": Route(None, {"leader"}, "waiting"),
    "interventions:log": Route(W, W, "enrolment"),
    "interventions:methods": Route(PERSONS, W, "enrolment"),
    "interventions:end_method": Route(W, W, "method"),
    "interventions:spells": Route(PERSONS, None, "enrolment"),
    "interventions:begin_spell": Route(W, W, "begun"),
    "interventions:change_spell": Route(W, W, "spell"),
    "interventions:award_qualification": Route(W, W, "enrolment"),
    "interventions:placements": Route(PERSONS, None, "enrolment"),
    "interventions:place": Route(W, W, "enrolment"),
    "interventions:change_placement": Route(W, W, "placement"),
    "interventions:set_hours": Route(W, W, "placement"),
    "interventions:end_placement": Route(W, W, "placement"),
    "interventions:hold_meeting": Route(W, W, "placement"),
    "interventions:remove_hours": Route(None, W, "hours_step"),
    "interventions:case_attendance": Route(W, W, "enrolment"),
    "interventions:hosts": Route(PERSONS),
    "interventions:register_host": Route(W, W),
    "interventions:places": Route(PERSONS),
    "interventions:hosts_file": Route(W),
    "interventions:host": Route(PERSONS, None, "host"),
    "interventions:change_host": Route(W, W, "host"),
    "interventions:remove_host": Route(None, W, "host"),
    "interventions:make_agreement": Route(W, W, "host"),
    "interventions:change_agreement": Route(OF_OS, OF_OS, "agreement"),
    "interventions:placed_by_agreement": Route(PERSONS, None, "agreement"),
    "interventions:follow_up_agreement": Route(OF_OS, OF_OS, "agreement"),
    "interventions:change_follow_up": Route(OF_OS, OF_OS, "agreement_follow_up"),
    "interventions:host_attendance": Route(W, W, "host"),
    "interventions:transitions": Route(PERSONS, W, "enrolment"),
    "interventions:change_transition": Route(W, W, "transition"),
    "interventions:follow_up": Route(W, W, "followed"),
    "interventions:spell_follow_up": Route(W, W, "spell_followed"),
    "interventions:remove_mistake": Route(W, W, "mistake"),
    "interventions:continuity": Route(W),
    "interventions:letters": Route(W, W, "enrolment"),
    "interventions:memos": Route(W, W, "enrolment"),
    "interventions:finish_memo": Route(None, {"anna"}, "memo"),  # who wrote them all
    "interventions:snooze_memo": Route(None, {"anna"}, "memo"),
    "interventions:questions": Route(W, W, "contact"),
    "interventions:answer_question": Route(W, W, "question"),
    "interventions:documents": Route(W, W, "enrolment"),
    "interventions:document": Route(W, None, "case_document"),
    "reporting:letter_pdf": Route(W, None, "letter"),
    "interventions:templates_list": Route(A, None, "letter_templates"),
    "interventions:templates_new": Route(A, A, "letter_templates"),
    "interventions:templates_change": Route(A, A, "letter_template"),
    "interventions:calendar": Route(W, W),
    "interventions:revoke_calendar": Route(None, W),
    "interventions:plan": Route(W, None, "enrolment"),
    "interventions:areas": Route(W, None, "enrolment"),
    "interventions:map_area": Route(W, W, "area"),
    "interventions:correct_area": Route(W, W, "area_record"),
    "interventions:life_areas_list": Route(A, None, "life_areas"),
    "interventions:life_areas_new": Route(A, A, "life_areas"),
    "interventions:life_areas_change": Route(A, A, "life_area"),
    "interventions:add_goal": Route(W, W, "enrolment"),
    "interventions:add_step": Route(W, W, "enrolment"),
    "interventions:review_plan": Route(W, W, "enrolment"),
    "interventions:change_goal": Route(W, W, "goal"),
    "interventions:change_step": Route(W, W, "step"),
    "interventions:finish_step": Route(None, W, "step"),
    "interventions:snooze_step": Route(None, W, "step"),
    "reporting:plan_pdf": Route(W, None, "enrolment"),
    "reporting:placement_pdf": Route(W, None, "placement"),
    "reporting:agreement_pdf": Route(PERSONS, None, "agreement"),
    "interventions:book": Route(W, W, "enrolment"),
    "interventions:change_booking": Route(W, W, "booking"),
    "interventions:cancel_booking": Route(W, W, "booking"),
    "interventions:hold_booking": Route(W, W, "booking"),
    "interventions:workload": Route(W),
    "interventions:handover": Route(W, W, "leaving"),
    "interventions:handover_batch": Route(W, W, "batch"),
    "interventions:ask_supervisor": Route(W, W, "enrolment"),
    "interventions:handover_note": Route(W, W, "enrolment"),
    "interventions:ceilings_list": Route(A, None, "ceilings"),
    "interventions:ceilings_new": Route(A, A, "ceilings"),
    "interventions:ceilings_change": Route(A, A, "ceiling"),
    "interventions:contact": Route(PERSONS, None, "contact"),
    "interventions:correct": Route(W, W, "contact"),
    "interventions:quick": Route(W, W),
    "interventions:quick_read": Route(None, W),
    "interventions:several": Route(W, W),
    "interventions:quick_undo": Route(None, W),
    "interventions:restore": Route(LEADERS | {"anna"}, LEADERS | {"anna"}, "removal"),
    "interventions:topics_list": Route(A, None, "topics"),
    "interventions:topics_new": Route(A, A, "topics"),
    "interventions:topics_change": Route(A, A, "topic"),
    # the one who logged it (Anna logged them all), the one who held it, or the leader
    "interventions:remove": Route(LEADERS | {"anna"}, LEADERS | {"anna"}, "contact"),
    "interventions:groups": Route(W),
    "interventions:make_group": Route(W, W),
    "interventions:group": Route(W, None, "group"),
    "interventions:change_group": Route(W, W, "group"),
    "interventions:plan_occasions": Route(W, W, "group"),
    "interventions:take_in": Route(W, W, "group"),
    "interventions:let_go": Route(None, W, "member"),
    "interventions:roster": Route(W, W, "occasion"),
    "reporting:group_sheet": Route(W, None, "occasion"),
    "interventions:newest_attendance": Route(W),
    "interventions:attendance": Route(W, W, "month_alone"),
    "interventions:attest": Route(None, PERSONS, "month"),
    "reporting:attendance_of_all": Route(W, None, "month_alone"),
    "reporting:attendance_months": Route(PERSONS, None, "enrolment"),
    "reporting:attendance": Route(PERSONS, None, "month"),
    "reporting:extract": Route(W, None, "enrolment"),
    "reporting:extract_pdf": Route(W, None, "enrolment"),
    "reporting:extract_json": Route(W, None, "enrolment"),
    "reporting:dashboard": Route(FIGURES),
    "reporting:cohort": Route(FIGURES - {"investigator"}, query=COHORT),
    "reporting:dashboard_pdf": Route(FIGURES),
    "reporting:delprojekt": Route(FIGURES, None, "delprojekt"),
    "reporting:delprojekt_cohort": Route(FIGURES - {"investigator"}, None, "delprojekt", COHORT),
    "reporting:delprojekt_pdf": Route(FIGURES, None, "delprojekt"),
    "reporting:reports": Route(FIGURES),
    "reporting:report": Route(FIGURES, FIGURES, "report"),
    "reporting:lock": Route(None, C, "run"),
    "reporting:disposals": Route(C),
    "reporting:disposal_propose": Route(None, C),
    "reporting:disposal": Route(C, None, "disposal"),
    "reporting:disposal_confirm": Route(None, C, "disposal"),
    "reporting:disposal_withdraw": Route(None, C, "disposal"),
    "reporting:disposal_resume": Route(None, C, "disposal"),
    "reporting:disposal_protocol": Route(C, None, "protocol"),
    "reporting:disposal_hold": Route(C, C, "ended_person"),
    "reporting:disposal_of_case": Route(set(), None, "enrolment"),  # of an ended case alone
    "reporting:order": Route(C, None, "order"),
    "reporting:order_file": Route(C, None, "order"),
    "interventions:import": Route(C, C),
    "interventions:import_job": Route(C, None, "upload"),
    "interventions:import_confirm": Route(None, C, "upload"),
    "interventions:import_discard": Route(None, C, "upload"),
    "interventions:import_rejected": Route(C, None, "upload"),
    "jobs:operation": Route(A),
    "organisation:drafts": Route(ALL),
    "organisation:draft_save": Route(None, ALL),
    "organisation:draft_discard": Route(None, ALL),
    "organisation:overview": Route(A),
    "organisation:absences": Route(W, W, "staffed"),
    "organisation:absence_end": Route(None, W, "absence"),
    "organisation:roles": Route(A),
    "organisation:staff_list": Route(A, A),
    "organisation:staff_new": Route(A, A),
    "organisation:staff_page": Route(A, None, "staff"),
    "organisation:staff_change": Route(A, A, "staff"),
    "organisation:staff_password": Route(None, A, "staff"),
    "organisation:staff_end_sessions": Route(None, A, "staff"),
    "organisation:factor_reset_ask": Route(None, A, "staff"),
    "organisation:factor_reset_confirm": Route(None, A, "reset"),
    "organisation:factor_reset_withdraw": Route(None, A, "reset"),
    "organisation:membership_new": Route(A, A, "staff"),
    "organisation:membership_end": Route(A, A, "membership"),
    "organisation:membership_withdraw": Route(None, A, "membership"),
    "organisation:reference_list": Route(A, None, "list"),
    "organisation:reference_new": Route(A, A, "list"),
    "organisation:reference_change": Route(A, A, "row"),
    "participants:log_review": Route(R, R),
    "participants:log_of_participant": Route(R, R, "person"),
    "participants:log_watch": Route(None, R, "person"),
    "participants:case_log": Route(LEADERS, None, "enrolment"),
    "participants:codes_list": Route(A, None, "codes"),
    "participants:codes_new": Route(A, A, "codes"),
    "participants:codes_change": Route(A, A, "code"),
}
NESTED = ("assignment", "consent", "inquiry", "related_person")  # after the enrolment in the URL
