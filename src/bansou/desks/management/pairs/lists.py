"""What may be written for pace, workplace, skills and what employers hope for.

Closed lists, so that nobody can hope for who somebody is: age, sex, family or health has no word here.
"""

from bansou.commons.ledger.cells import Option
from bansou.engines.matching import KIND_NAMES

KINDS = tuple(Option(str(kind), name) for kind, name in KIND_NAMES.items())
PACES = (
    Option("own", "自分のペース"),
    Option("steady", "一定の速さ"),
    Option("quick", "すばやさが要る"),
)
WORKPLACES = (
    Option("small", "少人数の職場"),
    Option("medium", "中くらいの職場"),
    Option("large", "大人数の職場"),
)
SKILLS = (
    Option("documents", "文書作成・表計算"),
    Option("entering", "データ入力"),
    Option("serving", "接客"),
    Option("telephone", "電話の応対"),
    Option("machines", "機械の操作"),
    Option("assembling", "組立て・検査"),
    Option("loading", "荷さばき"),
    Option("caring", "介護・介助"),
    Option("cooking", "調理"),
    Option("cleaning", "清掃・整理"),
)
HOPES = (
    Option("soon", "すぐに働き始められる"),
    Option("lasting", "長く働きたい"),
    Option("weekends", "土曜・日曜も働ける"),
    Option("busy_times", "忙しい時期に時間を延ばせる"),
    Option("experience", "同じ職種の経験がある"),
    Option("learning", "働きながら資格を取りたい"),
)
