"""The words of time expressions, and the classes that the scan (timescan.py) turns folded text into.

One character of the class string stands for one item (a word, a digit group, a mark or a proclitic); the grammar in
`dates.py` is a set of regular expressions over that string, so that it need not repeat any spelling. Classes:

    v و/ف   f في/ب   e ل   r من   x حتى/إلى   z منذ   b قبل   a بعد   k خلال   l لمدة   g هذا   j كل   @ بتاريخ
    Z آخر   J منه
    t يوم   i يومي   I أيام   G اليوم   T أمس، غدا   W weekday   w weekday without article   B مطلع، أواخر
    P part of day before a day   p part of day as adverb   X الساعة   5 والنصف   1 يوميا   ? مؤخرا   _ القرن، العقد
    S شهر   Y عام   E أعوام   K أسبوع   u other unit word   q الماضي، الجاري، المقبل   3 القليلة   V عدة   A نحو
    M month   m month that is also another word   H Hijri month   o ordinal   N number word   U هـ   L ميلادي
    d 1-31   y 1600-2039   h 1343-1500   n other digits   D full numeric date   F 14/4   R 5-7   C 15:48   6 15.48
    c comma   s slash   ~ dash   O (   Q )   = على التوالي، بالتوقيت المحلي   . anything else
"""

from __future__ import annotations

from typing import Any

YEARS = range(1600, 2040)
PAST, CURRENT, NEXT, BEFORE_LAST = -1, 0, 1, -2

# class -> value -> words; a value of None means the class says all
WORDS: dict[str, dict[Any, str]] = {
    "v": {None: "و"},
    "f": {None: "في عند"},
    "r": {None: "من"},
    "x": {None: "حتي الي لغايه بحلول"},
    "z": {None: "منذ مذ مند"},
    "b": {None: "قبل قبيل"},
    "a": {None: "بعد بعيد عقب"},
    "k": {None: "خلال اثناء غضون"},
    "l": {None: "لمده طوال طيله مده استمر استمرت يستمر تستمر استغرق استغرقت دام دامت"},
    "g": {None: "هذا هذه"},
    "j": {None: "كل"},
    "Z": {None: "اخر"},
    "J": {None: "منه"},
    "@": {None: "بتاريخ تاريخ الموافق الموافقه المصادف المصادفه الواقع"},
    "t": {"day": "يوم"},
    "i": {"day": "يومي"},
    "I": {"day": "ايام الايام"},
    "G": {0: "اليوم"},
    "T": {-1: "امس الامس البارحه", 1: "غدا غد الغد"},
    "B": {
        "early": "مطلع بدايه اوائل بدايات مستهل",
        "middle": "منتصف اواسط",
        "late": "اواخر نهايه نهايات",
    },
    "P": {
        "dawn": "فجر",
        "morning": "صباح صبيحه",
        "forenoon": "ضحي",
        "noon": "ظهر ظهيره",
        "afternoon": "عصر",
        "evening": "مساء غروب",
        "night": "ليل ليله",
    },
    "p": {
        "dawn": "فجرا الفجر",
        "morning": "صباحا الصباح",
        "noon": "ظهرا",
        "afternoon": "عصرا",
        "evening": "المساء مساءا",
        "night": "ليلا الليل الليله",
    },
    "X": {"hour": "الساعه"},
    "5": {30: "النصف", 15: "الربع", 20: "الثلث"},
    "1": {"day": "يوميا", "week": "اسبوعيا", "month": "شهريا", "year": "سنويا"},
    "?": {None: "موخرا مؤخرا حديثا حاليا الان"},
    "_": {"century": "القرن قرن", "decade": "العقد عقد العقدين عقود العقود"},
    "S": {"month": "شهر الشهر"},
    "Y": {"year": "عام العام سنه السنه"},
    "E": {"year": "عامي اعوام الاعوام سنوات السنوات سنتي سنين"},
    "K": {"week": "اسبوع الاسبوع"},
    "q": {
        PAST: "الماضي الماضيه الماضيين الماضيتين المنصرم المنصرمه المنصرمين الفائت الفائته الفائتين الفايت الاخير"
        " الاخيره الاخيرين الاخيرتين السابق السابقه المنقضي المنقضيه",
        CURRENT: "الجاري الجاريه الحالي الحاليه",
        NEXT: "المقبل المقبله المقبلين القادم القادمه القادمين اللاحق",
    },
    "3": {None: "القليله القلائل المعدوده"},
    "V": {None: "عده بضعه بضع بعض عديده"},
    "A": {None: "نحو حوالي قرابه زهاء يقارب تقريبا اكثر اقل"},
    "U": {None: "ه هجري هجريه هجريا للهجره"},
    "L": {None: "م ميلادي ميلاديه ميلاديا"},
}
# unit words beyond those with a class of their own: unit, and the count that the form itself tells
UNITS: dict[tuple[str, int | None], str] = {
    ("hour", None): "ساعات الساعات",
    ("hour", 1): "ساعه",
    ("hour", 2): "ساعتين ساعتان الساعتين",
    ("minute", None): "دقائق الدقائق",
    ("minute", 1): "دقيقه",
    ("minute", 2): "دقيقتين دقيقتان",
    ("day", None): "يوما",
    ("day", 2): "يومين يومان اليومين اليومان",
    ("week", None): "اسبوعا اسابيع الاسابيع",
    ("week", 2): "اسبوعين اسبوعان الاسبوعين",
    ("month", None): "شهرا اشهر شهور الاشهر الشهور",
    ("month", 2): "شهرين شهران الشهرين",
    ("year", None): "عاما",
    ("year", 2): "عامين عامان العامين سنتين سنتان السنتين",
}
PHRASES: dict[str, tuple[str, Any]] = {
    "اول امس": ("T", -2),
    "اول من امس": ("T", -2),
    "امس الاول": ("T", -2),
    "قبل امس": ("T", -2),
    "بعد غد": ("T", 2),
    "بعد الغد": ("T", 2),
    "منتصف ليل": ("P", "night"),
    "منتصف ليله": ("P", "night"),
    "منتصف الليل": ("p", "night"),
    "بعد منتصف ليل": ("P", "night"),
    "بعد منتصف ليله": ("P", "night"),
    "بعد منتصف الليل": ("p", "night"),
    "قبل منتصف الليل": ("p", "night"),
    "بعد ظهر": ("P", "afternoon"),
    "بعد الظهر": ("p", "afternoon"),
    "بعد الظهيره": ("p", "afternoon"),
    "بعد العصر": ("p", "afternoon"),
    "عند الظهر": ("p", "noon"),
    "عند الظهيره": ("p", "noon"),
    "وقت الظهر": ("p", "noon"),
    "عند العصر": ("p", "afternoon"),
    "قبل ظهر": ("P", "forenoon"),
    "قبل الظهر": ("p", "forenoon"),
    "قبيل ظهر": ("P", "forenoon"),
    "قبيل الظهر": ("p", "forenoon"),
    "قبيل فجر": ("P", "dawn"),
    "قبيل الفجر": ("p", "dawn"),
    "قبل فجر": ("P", "dawn"),
    "قبل الفجر": ("p", "dawn"),
    "بعيد منتصف ليل": ("P", "night"),
    "بعيد منتصف الليل": ("p", "night"),
    "قبيل منتصف ليل": ("P", "night"),
    "قبيل منتصف الليل": ("p", "night"),
    "قبل الماضي": ("q", BEFORE_LAST),
    "قبل الماضيه": ("q", BEFORE_LAST),
    "ما قبل الماضي": ("q", BEFORE_LAST),
    "علي مدي": ("l", None),
    "علي مدار": ("l", None),
    "علي امتداد": ("l", None),
    "ابتداء من": ("z", None),
    "اعتبارا من": ("z", None),
    "بدءا من": ("z", None),
    "ما يقارب": ("A", None),
    "ما يقرب من": ("A", None),
    "اكثر من": ("A", None),
    "اقل من": ("A", None),
    "علي التوالي": ("=", None),
    "التوقيت المحلي": ("=", None),
    "توقيت غرينتش": ("=", None),
    "توقيت القدس": ("=", None),
    "توقيت دمشق": ("=", None),
    "توقيت بغداد": ("=", None),
    "الاونه الاخيره": ("?", None),
    "الفتره الاخيره": ("?", None),
    "الفتره الماضيه": ("?", None),
    "الفتره المقبله": ("?", None),
    "الفتره القادمه": ("?", None),
    "المده الاخيره": ("?", None),
    "وقت سابق": ("?", None),
    "وقت لاحق": ("?", None),
}
