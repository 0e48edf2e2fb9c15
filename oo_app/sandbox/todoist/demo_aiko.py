# ruff: noqa: RUF001 - full-width signs are meant
"""Aiko's life: a researcher in Tokyo (how mosses hold water), with many deadlines."""

AIKO = """
# Inbox
引っ越しの段ボールを一箱だけ開ける | -8
母に新米のお礼を言う 🍚 | +0 | p2
Reply to the reviewer who asked for *one more* figure | +1 | p2 | @mail
「水の記憶」という題名の候補を三つ考える
# 論文
* 投稿前のチェックリスト
Submit the revision of "Water retention in urban moss" | +2 23:59 fixed | p1 | @writing | deadline +2
> Editor's letter: https://journal.example.org/submissions/UM-2291/decision/letter?round=2&language=en#reviewer-3
> Reviewer 3 wants the raw curves. Put them in the supplement, **not** in the main text.
- 図3の軸ラベルを直す | +0 | p1
- Rewrite the limitations paragraph | +1 | p2 | 40m
- 共著者全員の同意を確認する | +1 | @mail
- Count the words. Again
方法の節を読み直す（特に2.3の湿度制御） | -1 | p1 | @writing | 50m
Write the abstract for the Kyoto symposium | +5 | p2 | @writing | deadline +7
査読を返す：菌根ネットワークの論文 | -3 | p1 | @review | deadline +1
Second review for the *Journal of Bryology* | +9 | p3 | @review | deadline +15
文献管理の重複を消す | every month
毎朝三十分だけ書く | 毎日 06:30 | p2 | @writing | 30m
# 実験室
顕微鏡のランプを交換する | -2 | p2
苔のチャンバーの湿度を記録する 🌿 | 毎日 09:00 from -1 | p1 | 10m
Calibrate the balance | every 2 weeks at 10:00 | 20m
液体窒素を注文する | +1 | p1 | @mail | deadline +3
Back up the sensor logs to the second disk | every friday at 17:00 | p2
共通機器の予約（走査型電子顕微鏡） | +3 13:00 fixed | 180m
Label the samples from Yakushima: 48 tubes | -5 | p3 | 90m
廃液の回収日 | every 2nd
Train Kenji on the growth chamber | +4 14:00 | 60m
白衣を洗う | every week
# 研究費
科研費の申請書：研究目的を書き上げる | +6 | p1 | @writing | deadline +10
- 予算表を事務に送る | +3 | @mail
- 図を一枚にまとめる
Ask the grants office about the overhead rate | -1 | p2 | @mail
出張報告を出す | -6 | p2 | @admin
経費の領収書をまとめる 🧾 | every month from -4 | @admin
Annual report to the foundation, two pages | +12 | p2 | deadline +14
# 大学
ゼミの準備：発表順を決める | every wednesday at 16:00 | 45m
学部生のレポートを採点する（残り十七本） | +1 | p2 | 2d
Recommendation letter for Haruto | +2 | p1 | @writing | deadline +5
講義資料の第七回を更新する | +3 | p3
Office hours | every monday at 15:00 | 60m
図書館に本を返す | -4 | @errands
# 暮らし
味噌汁の昆布を買う | +0 | @errands
夜に散歩する。二十分でいい | every day at 21:00 | 20m
Book the train to Sendai for New Year | +7 | p2 | deadline +9
歯医者を予約する 🦷 | -10 | p2 | @calls
金魚の水を換える 🐟 | 毎週 from -1
ピアノの調律 | +16
お茶のお稽古 | every saturday at 10:00 | 90m
友だちの結婚式の返信はがきを出す 💌 | -1 | p1 | deadline +2
Call the landlord about the rattling window | +2 12:15 | @calls | 10m
# いつか
屋久島の苔だけの写真集をつくる
Read *Gathering Moss* slowly, one chapter a month
会議室の予約 | -1 | done -1
Send the cover letter to the editor | -2 | p1 | @mail | done -2
"""
"""Read by `demo_text.read_life`."""
