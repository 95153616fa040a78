"""The words around numbers: hedges, vague quantities, and what tells a count from an age, a calibre or a price.

All words are in folded spelling. Bounds of vague words are those the codebook documents: tens 20-99, hundreds
200-999, thousands 2000-9999, «بضعة» 3-9 (its meaning in grammar), «عدة» and its like two or more.
"""

from __future__ import annotations

import re

from sijill.text.calendar import WEAK_NAMES, month_names
from sijill.text.tokens import word_set

VAGUE_SCALES = {"عشرات": (20, 99), "مئات": (200, 999), "مءات": (200, 999), "مييات": (200, 999), "الاف": (2000, 9999)}
VAGUE_SCALES |= {"ملايين": (2 * 10**6, 10**7 - 1), "مليارات": (2 * 10**9, 10**10 - 1)}
SCALE_FACTORS = {"الاف": 1000, "الالاف": 1000, "ملايين": 10**6, "الملايين": 10**6, "المليارات": 10**9}
FEW = word_set("بضعه بضع")
FEW_OF = {"عشرات": (30, 90), "مئات": (300, 900), "الاف": (3000, 9000), "عشر": (13, 19), "عشره": (13, 19)}
# several: two or more. Those of the second set only before «من»
SEVERAL = word_set("عده بعض عديد")
SEVERAL_OF = word_set("عدد العديد عديد الكثير كثير اعداد جمله عددا")
SIZES = word_set("كبير كبيره قليل قليله محدود محدوده صغير غير اخر كبيرا هايل ضخم")
HALVES = {"نصف": 0.5, "ربع": 0.25}
NO_ARTICLE = word_set("ميه مئه مائه واحده")
NOT_ONE_AFTER = word_set("كل اي ان لا جانب وقت يوم صف طرف نسق")
NUMBERED = word_set(
    "رقم القرار قرار الماده ماده الفقره البند الفصل اللواء لواء الفوج فوج الفرقه فرقه الكتيبه كتيبه الفيلق القناه قناه"
    " الطريق طريق الدوره الطبعه الصفحه المرحله البوابه المربع القطاع المرتبه المركز الجوله الشارع شارع الرقم قمه كيلو"
    " القرن الدقيقه الدقائق"
)
YEAR_BEFORE = word_set("كاس مونديال رويه بطوله موسم العالم نسخه انتخابات حرب اتفاق دستور عام سنه")

_START = r"(?:^|(?<![ء-ي]))"
_END = r"(?![ء-ي])"
_APPROX = (
    "نحو|حوالي|قرابه|زهاء|(?:ما )?[يت]قارب(?: من)?|(?:ما )?[يت]قرب من|في حدود|حدود|تقريبا|(?:ما )?[يت]ناهز|قريب من"
)
_LOWER = (
    "اكثر من|ازيد من|اكبر من|ما (?:يزيد|يربو) (?:عن|علي)|[يت](?:زيد|ربو) (?:عن|علي)|(?:ما )?[يت]فوق(?: عدد(?:هم|ها))?"
    "|فوق|(?:ما |بما )?لا [يت]قل عن|لم [يت]قل عن|علي الاقل|[يت]?تجاوز(?:ت|وا)?|تخطي|تخطت|كحد ادني"
)
_UPPER = (
    "اقل من|(?:ما |بما )?لا (?:[يت]زيد|[يت]ربو) (?:عن|علي)|(?:ما )?لا [يت]تجاوز|لم [يت]تجاوز|ما يصل الي|[يت]صل الي"
    "|علي الاكثر|كحد اقصي|حتي"
)
# upper first: «لا يزيد عن» holds «يزيد عن», «لا يتجاوز» holds «يتجاوز»
HEDGE_BEFORE = re.compile(
    rf"{_START}[وف]?[بلك]?(?:(?P<upper_bound>{_UPPER})|(?P<lower_bound>{_LOWER})|(?P<approx>{_APPROX}))\s+(?:ال)?\Z"
)
HEDGE_AFTER = re.compile(
    r"((?:\s+(?!و)[^\W\d_]+){0,2}?)\s+"
    r"(?:(?P<lower_bound>علي الاقل|او اكثر|فاكثر|واكثر(?! من)|فما فوق|كحد ادني|او يزيد|ويزيد|ونيف)"
    r"|(?P<upper_bound>علي الاكثر|كحد اقصي|فما دون|او اقل)|(?P<approx>تقريبا))\b"
)
TOTAL = re.compile(r"((?:\s+[^\W\d_]+)?)\s+من\s+(?:اصل|بين|مجموع|اجمالي)\s+\Z")
JOIN = re.compile(r"\s*(?:-|الي|او|حتي)\s*\Z")
AND_JOIN = re.compile(r"\s*و\s*\Z")
BETWEEN = re.compile(_START + r"[وف]?(?:ما )?(?:بين|[يت]تراوح بين)\s+\Z")
FROM = re.compile(_START + r"[وف]?من\s+\Z")
# «ارتفع من 5 إلى 7» tells two figures, not a range
CHANGE = re.compile(
    r"(?:ارتف|ازداد|زاد|زياده|انخف|تراجع|هبط|رفع|خفض|قفز|تقلص)[ء-ي]*(?:\s+[^\W\d_]+){0,8}\s+(?:من\s+)?\Z"
)

PERCENT_AFTER = re.compile(r"\s*(?:%|٪|(?:ب|في )الم[اي]?[ئي]ه|نقطه مئويه)")
PERCENT_BEFORE = re.compile(r"[%٪]\s*\Z")
_UNITS = {
    "distance": (
        "كم2?|كلم|كيلو ?مترا?|كيلو ?مترات|م2|مترا?|امتار|ميلا?|اميال|هكتارا?|هكتارات|دونما?|دونمات|قدما?|اقدام"
        "|سم|سنتيمترا?"
    ),
    "money": (
        "دولارا?|دولارات|يورو|ليره|ليرات|دينارا?|دنانير|ريالا?|ريالات|جنيها?|جنيهات|درهما?|دراهم|روبلا?|روبيه|شيكلا?"
        "|شيقلا?|تومان|[$€£]"
    ),
    "measure": (
        "طنا?|اطنان|كيلو ?غراما?|كيلو ?جراما?|كغ|كجم|كيلوغرامات|غراما?|غرامات|درجه|درجات|لترا?|لترات|ميغاواط|بالمتر"
        "|مره|مرات|ضعفا?|اضعاف|نقطه مئويه|ثانيه|بوصه|ميغاوات"
    ),
}
UNIT_KINDS = [(kind, re.compile(rf"\s*(?:{words}){_END}")) for kind, words in _UNITS.items()]
MONEY_BEFORE = re.compile(r"[$€£]\s*\Z")
CALIBRE = re.compile(rf"\s*(?:ملم|مم|ميلي ?مترا?|مليمترا?){_END}")
AGE_UNIT = re.compile(rf"\s*(?:عاما?|سنه|سنوات|اعوام|ربيعا|شهرا){_END}")
AGE_BEFORE = re.compile(
    r"(?:(?:^|[^ء-ي])(?:عمره|عمرها|اعمارهم|اعمارهن|البالغ[ء-ي]*|بعمر|عمر|سن|العمر)"
    r"(?:\s+(?:من|العمر|نحو|حوالي|بين|ما|عن|لا|يقل|يتجاوز)){0,4}|[(\[])\s*(?:ال)?\Z"
)
AGE_AFTER = re.compile(r"\s+(?:[^\W\d_]+\s+)?من\s+(?:العمر|عمره|عمرها)")
# the day of a month, where the reader of times passes it over («ثورة 25 يناير»)
MONTH_AFTER = re.compile(rf"\s+(?:{'|'.join(sorted(set(month_names()) - WEAK_NAMES))}){_END}")
# what stands before the number of a weapon, a vehicle or a channel; single letters only with a hyphen (-300)
MODEL_BEFORE = re.compile(
    rf"(?:[A-Za-z][ \-]?|{_START}[وف]?[بلك]?(?:ال)?"
    r"(?:اف|اس|تي|بي|كا|مي|سو|سوخوي|ميغ|ميج|(?<!بي بي )سي|جي|ايه|ميراج|عيار|كاليبر|توبوليف|فرانس|كوفيد|بوينغ"
    r"|ايرباص|صماد|قاصف|كورنيت|غراد|ستريلا|ايغلا|نسخه)[ \-]?|[ء-ي]-)\Z"
)
