"""Arabic and English names of the codes that the page shows. A code without a name is shown as it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """A code with its names."""

    code: str
    ar: str
    en: str


_NAMES: dict[str, dict[str, str]] = {
    "realis": {
        "actual": "وقع",
        "ongoing": "جارٍ",
        "planned": "مُعتزَم",
        "hypothetical": "افتراضي",
        "negated": "منفي",
        "generic": "كلام عام",
    },
    "assertion": {
        "reported": "منقول خبراً",
        "claimed_by_party": "بزعم طرف",
        "alleged": "مُدّعى",
        "denied": "مكذَّب",
        "disputed": "متنازع فيه",
    },
    "role": {
        "actor": "الفاعل",
        "recipient": "المستهدَف",
        "participant": "مشارك",
        "backer": "داعم",
        "victim": "ضحية",
    },
    "kind": {
        "trigger": "لفظ الحدث",
        "actor": "جهة",
        "place": "مكان",
        "person": "شخص",
        "time": "زمن",
        "quantity": "عدد",
        "weapon": "سلاح",
        "source": "مصدر",
    },
    "link": {
        "possible_same": "لعله الحدث نفسه",
        "conflicts_with": "يتعارض مع",
        "part_of": "جزء من",
        "contains": "يشمل",
        "follows": "يتلو",
        "followed_by": "يتلوه",
    },
    "date_status": {
        "anchored": "محسوب من يوم النشر",
        "stated": "مذكور كاملاً في النص",
        "unanchored": "قيد بلا مرتكز",
        "none": "لا زمن في النص",
    },
    "date_precision": {
        "day": "يوم",
        "days": "أيام",
        "week": "أسبوع",
        "month": "شهر",
        "year": "سنة",
        "unknown": "غير معروف",
    },
    "place_status": {
        "resolved": "معروف",
        "antecedent": "من سياق الخبر",
        "ambiguous": "ملتبس",
        "not_in_registry": "ليس في المعجم",
        "not_stated": "غير مذكور",
    },
    "stage": {
        "ingest": "القراءة",
        "normalize": "التسوية",
        "extract": "الاستخراج",
        "deduplicate": "دمج المكرر",
        "validate": "التدقيق",
        "export": "الإخراج",
    },
    "source_kind": {
        "outlet": "الناشر",
        "correspondent": "مراسل",
        "media": "وسيلة إعلام",
        "agency": "وكالة",
        "monitor": "جهة رصد",
        "official": "رسمي",
        "party": "طرف",
        "local": "محلي",
        "witness": "شاهد",
        "medical": "طبي",
        "anonymous": "بلا اسم",
        "person": "شخص",
        "social_media": "وسائل التواصل",
        "unknown": "غير معروف",
    },
    "event_type": {
        "abduction": "خطف",
        "agreement_truce": "اتفاق أو هدنة",
        "aid_obstruction": "عرقلة المساعدات",
        "air_strike": "غارة جوية",
        "alert_posture": "استنفار",
        "ambush": "كمين",
        "armed_clash": "اشتباك مسلح",
        "arms_supply": "تسليح",
        "arrest": "اعتقال",
        "attack": "هجوم",
        "attack_on_civilians": "اعتداء على مدنيين",
        "base_dismantled": "إزالة مقر",
        "base_established": "إنشاء مقر",
        "casualty_report": "ضحايا",
        "chemical_attack": "هجوم كيميائي",
        "deployment": "انتشار",
        "displacement": "نزوح",
        "drone_attack": "هجوم بطائرة مسيرة",
        "explosion": "انفجار",
        "explosive_device": "عبوة أو لغم",
        "force_on_protest": "قوة ضد متظاهرين",
        "grenade": "قنبلة يدوية",
        "joint_body_formed": "تشكيل مشترك",
        "leadership_change": "تغيير قيادة",
        "looting_destruction": "نهب أو تخريب",
        "loss_of_contact": "فقدان الاتصال",
        "meeting": "اجتماع",
        "mob_violence": "عنف جماعي",
        "offensive_operation": "عملية عسكرية",
        "prisoner_release": "إطلاق أسرى",
        "protest": "احتجاج",
        "reconnaissance_flight": "تحليق استطلاع",
        "reinforcement": "تعزيزات",
        "relocation": "نقل",
        "riot": "شغب",
        "sexual_violence": "عنف جنسي",
        "shelling": "قصف",
        "show_of_force": "استعراض قوة",
        "siege": "حصار",
        "statement": "بيان",
        "suicide_bombing": "تفجير انتحاري",
        "surrender": "استسلام",
        "sweep_operation": "تمشيط",
        "targeted_killing": "اغتيال",
        "territorial_control": "سيطرة",
        "territory_transfer": "تسليم أرض",
        "weapons_intercepted": "اعتراض سلاح",
        "withdrawal": "انسحاب",
    },
}


def label(group: str, code: str | None) -> Label:
    """The names of a code; the code itself where it has none."""
    code = code or ""
    english = code.replace("_", " ")
    return Label(code, _NAMES[group].get(code, english), english)


def labels(group: str) -> list[Label]:
    """All named codes of a group, in their order."""
    return [label(group, code) for code in _NAMES[group]]
