"""The words of a quick contact, and what they mean. Pure data."""

from interventions.contacts.enums import Channel, Outcome

CHANNEL_WORDS = {
    Channel.MEETING: "möte mö träff träffade träffades besök trepartsmöte fysiskt",
    Channel.HOME_VISIT: "hembesök hb hemma",
    Channel.PHONE: "tel telefon tfn ring ringde ringt samtal telefonsamtal telefonmöte mobil",
    Channel.DIGITAL: "dig digitalt digital video videosamtal videomöte teams teamsmöte zoom skype",
    Channel.GROUP: "grupp gruppträff gruppen",
    Channel.MULTI_AGENCY: "mgt",
    Channel.WORKPLACE: "arbetsplats arbetsplatsen arbetsplatsbesök apl praktikplats praktikplatsen",
    Channel.MESSAGE: "sms mejl mejlade mail mailade brev meddelande medd sms:ade",
    Channel.AUTHORITY: "myndighet mynd af fk soc arbetsgivare arbetsgivaren",
}
OUTCOME_PHRASES = {
    Outcome.NO_SHOW: (
        "uteblev",
        "utebliven",
        "uteblivit",
        "kom inte",
        "kom ej",
        "dök inte upp",
    ),
    Outcome.CANCELLED: (
        "avbokade",
        "avbokad",
        "avbokat",
        "återbud",
        "ställde in",
        "inställt",
    ),
    Outcome.HELD: ("genomförd", "genomfört"),
}
WEEKDAY_WORDS = (
    "mån månd måndag måndags",
    "tis tisd tisdag tisdags",
    "ons onsd onsdag onsdags",
    "tor tors torsd torsdag torsdags",
    "fre fred fredag fredags",
    "lör lörd lördag lördags",
    "sön sönd söndag söndags",
)
MONTH_WORDS = (
    "jan januari",
    "feb februari",
    "mar mars",
    "apr april",
    "maj",
    "jun juni",
    "jul juli",
    "aug augusti",
    "sep sept september",
    "okt oktober",
    "nov november",
    "dec december",
)
# Days from today.
DAYS_BACK = {
    "idag": 0,
    "i dag": 0,
    "igår": 1,
    "i går": 1,
    "förrgår": 2,
    "i förrgår": 2,
}
DAYS_AHEAD = {
    "idag": 0,
    "i dag": 0,
    "imorgon": 1,
    "i morgon": 1,
    "övermorgon": 2,
    "i övermorgon": 2,
}
LENGTH_PHRASES = {
    "kvart": 15,
    "en kvart": 15,
    "halvtimme": 30,
    "en halvtimme": 30,
    "en timme": 60,
    "två timmar": 120,
}
SEPARATORS = {",", "och"}
NEXT_WORDS = {"nästa", "bokat"}
FILLERS = {
    "med",
    "den",
    "om",
    "i",
    "på",
    "hos",
    "ca",
    "cirka",
    "via",
}

# Between a name and the rest they are never the initials of another person: that needs a comma.
NOT_INITIALS = (
    FILLERS
    | SEPARATORS
    | NEXT_WORDS
    | {
        "kl",
        "en",
        "två",
        "ej",
        "av",
        "ny",
    }
)


def _by_word(groups: dict[Channel, str]) -> dict[str, str]:
    words = {}
    for code, text in groups.items():
        for word in text.split():
            words[word] = code.value
    return words


def _numbered(groups: tuple[str, ...], first: int) -> dict[str, int]:
    words = {}
    for number, text in enumerate(groups, start=first):
        for word in text.split():
            words[word] = number
    return words


def _by_phrase() -> dict[str, str]:
    phrases = {}
    for code, texts in OUTCOME_PHRASES.items():
        for text in texts:
            phrases[text] = code.value
    return phrases


CHANNELS = _by_word(CHANNEL_WORDS)
CHANNELS["digitalt möte"] = Channel.DIGITAL.value
OUTCOMES = _by_phrase()
WEEKDAYS = _numbered(WEEKDAY_WORDS, 0)
MONTHS = _numbered(MONTH_WORDS, 1)
