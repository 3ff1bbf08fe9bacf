"""厚生労働省編職業分類, revision of 2022 (令和4年改定): its major groups."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

REVISION = 2022


class Occupation(TextChoices):
    """A major group; the value is its official number."""

    MANAGEMENT = "01", _("管理的職業")
    RESEARCH_TECHNOLOGY = "02", _("研究・技術の職業")
    LEGAL_BUSINESS_CULTURE = "03", _("法務・経営・文化芸術等の専門的職業")
    MEDICAL = "04", _("医療・看護・保健の職業")
    CHILDCARE_EDUCATION = "05", _("保育・教育の職業")
    CLERICAL = "06", _("事務的職業")
    SALES = "07", _("販売・営業の職業")
    WELFARE_CARE = "08", _("福祉・介護の職業")
    SERVICE = "09", _("サービスの職業")
    SECURITY = "10", _("警備・保安の職業")
    AGRICULTURE_FISHERIES = "11", _("農林漁業の職業")
    MANUFACTURING_REPAIR = "12", _("製造・修理・塗装・製図等の職業")
    TRANSPORT_MACHINES = "13", _("配送・輸送・機械運転の職業")
    CONSTRUCTION_ELECTRICAL = "14", _("建設・土木・電気工事の職業")
    CARRYING_CLEANING_PACKING = "15", _("運搬・清掃・包装・選別等の職業")
