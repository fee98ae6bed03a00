"""The exports there are (docs/formats.md §4), in the order of a month's work."""

from reporting.exports.declaration import Export
from reporting.exports.esf_indicators import ESF_INDICATORS
from reporting.exports.esf_participants import ESF_PARTICIPANTS
from reporting.exports.goal_table import GOAL_TABLE
from reporting.exports.kept_spells import KEPT_SPELLS
from reporting.exports.placements import ATTENDANCE, PLACEMENTS
from reporting.exports.sus_aggregate import SUS_AGGREGATE
from reporting.exports.sus_records import SUS_RECORDS

EXPORTS: dict[str, Export] = {
    export.slug: export
    for export in (
        ESF_PARTICIPANTS,
        SUS_RECORDS,
        ESF_INDICATORS,
        SUS_AGGREGATE,
        GOAL_TABLE,
        KEPT_SPELLS,
        PLACEMENTS,
        ATTENDANCE,
    )
}
