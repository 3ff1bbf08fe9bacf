"""Row policies, keys by keeper and write guards of people's requests for their own records."""

from bansou.commons.database import migrating, policies

PERIOD, REQUEST, DECISION = (
    "people_answerperiod",
    "people_disclosurerequest",
    "people_itemdecision",
)
NEW = (PERIOD, REQUEST, DECISION)


class Migration(migrating.Migration):
    dependencies = [("people", "0032_disclosure_requests")]

    operations = [
        policies.keeper_key(REQUEST),
        *[policies.same_keeper(table, "case_id", "people_case") for table in (REQUEST, DECISION)],
        policies.same_keeper(DECISION, "request_id", REQUEST),
        policies.same_keeper(REQUEST, "paper_id", "commons_attachment"),
        *[policies.protect_own(f"{table}{suffix}") for table in NEW for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in NEW],
        migrating.no_way_back("people_disclosurerequest", "TRUE", "開示請求の記録があります"),
    ]
