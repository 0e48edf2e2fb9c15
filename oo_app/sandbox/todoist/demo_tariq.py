"""Tariq's life: he writes in Arabic and English, in Amman, mostly at night."""

TARIQ = """
# Inbox
اتصل بأمي قبل أن تنام | every day at 21:00 | p2 | @عائلة | 20m
فكرة للقصة: رجل يجمع أصوات المصاعد
ابحث عن شاحن الحاسوب القديم | -3
Ask Layla which café stays open after midnight ☕
ردّ على رسالة الناشر بخصوص الغلاف | +0 | p1 | @بريد | deadline +1
اقرأ [مقال الترجمة الأدبية](https://example.org/ar/essays/translation?page=2&lang=ar) | @قراءة
# رواية «ليل المدينة»
* الفصول الباقية
اكتب خمسمئة كلمة، ولو كانت رديئة | every day at 23:30 | p1 | @كتابة | 60m
> القاعدة الوحيدة: **لا تحذف** قبل الصباح.
> الملف: https://drive.example.org/tariq/novels/city-night/chapters/07/draft-4?view=outline&focus=scene-3
راجع الفصل السابع من أوله إلى آخره | +1 22:00 | p2 | @كتابة | 120m
- شخصية البواب: أعطها اسمًا
- احذف المطر من المشهد الثالث
- اقرأ الحوار بصوت عالٍ
أعد كتابة افتتاحية الفصل الثامن | -2 | p1 | @كتابة
أرسل الفصول الستة الأولى إلى هند | +3 18:00 fixed | p2 | @بريد | deadline +4
اختر بين نهايتين، واكتب السبب في سطر واحد | +7 | p3
ابحث عن خرائط عمّان في السبعينيات | +5 | @بحث
اجمع أسماء الشوارع القديمة من جدّي | +9 | @عائلة @بحث
اطبع المسودة كاملةً واقرأها بقلم أحمر | +20 | 3d
# Work in English
Draft the column: "What a city sounds like at 3 a.m." | +0 23:00 | p1 | @writing | 90m
> 900 words, no more. Open with the *generator*, not with the call to prayer.
Send invoice 31 to the magazine (مجلة الضفاف) | -5 | p1 | @admin
Fact-check the paragraph about the 1967 railway | +1 | p2 | @writing
Call with the London editor | +2 17:30 fixed | p2 | @calls | 30m
Pitch: three ideas for the winter issue | +4 | p2 | @writing | deadline +8
Update the pitch tracker | every week | @admin
Read one poem aloud in each language | every 2 days | @reading
Translate two pages of the Mahfouz interview into English | every tuesday and thursday at 22:00 | @writing | 45m
Renew the press card | +13 | deadline +18 | @admin
Clean up the notes folder 🗂️ | -11
# البيت
ادفع فاتورة الكهرباء | every month from -1 | p1 | @فواتير
اسقِ النعناع والريحان 🌿 | every 3 days from -2
غيّر مصباح الدرج | -7 | p3
اشترِ خبزًا وزعترًا ولبنة | +0 | @سوق
- وزيتونًا إن وجدت
خذ المعطف إلى الخيّاط | +2 | @سوق
نظّف آلة القهوة ☕✨ | every saturday | 15m
رتّب رفّ الكتب حسب اللون، ثم ندم ورتّبه حسب الكاتب | p4
موعد طبيب الأسنان | +6 11:00 fixed | p2 | 45m
أصلح صنبور المطبخ أو اتصل بمن يصلحه | -4 | p2
# أصدقاء وعائلة
عيد ميلاد سلمى 🎂 اشترِ هدية | +5 | p2 | @عائلة | deadline +6
عشاء عند خالد، أحضر الحلوى | +1 20:30 | @أصدقاء
اكتب رسالة بخط اليد إلى يوسف | +8 | @أصدقاء
Plan the walk up the Citadel with Omar and the children | +10 | @أصدقاء
اتصل بعمّي بشأن الأرض في السلط | -1 | p2 | @عائلة
# يومًا ما
تعلّم العزف على العود، لحنًا واحدًا على الأقل
Walk from Amman to Petra, a little at a time
سجّل حكايات جدّتي قبل أن ننساها | p2 | @عائلة
أعد الكتاب المستعار إلى المكتبة | -2 | done -1
Send the signed contract back | -3 | p1 | done -3
"""
"""Read by `demo_text.read_life`."""
