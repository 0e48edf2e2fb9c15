"""Mira's life: designer, two children (Ebba and Nils), an allotment outside Stockholm."""

MIRA = """
# Inbox
Find the blue folder with the children's passports | -2 | p2 | 15m
Reply to Sofia about Saturday 🎈 | 5m
Ask the neighbour whether the ladder can stay until Sunday | +1 | 5m
Read [the piece on quiet interfaces](https://example.org/essays/quiet-interfaces?ref=newsletter&week=47) | @reading
Water the basil | varje dag | 5m
Write down the thing Nils said about clouds | p4 | 5m
# Studio
* This week
Send the second round of the museum signage to Karin | +0 14:00 | p1 | @deep | 90m
> Three variants, **not four**. The serif one goes last.
> Grid file: https://files.example.org/studio/museum/signage/round-2/grid-final-final-3.fig
- Export the wayfinding arrows at 1:1 | +0 | 60m
- Check the contrast of the bronze plates | +0 | @deep | 40m
Invoice no. 214, Lindgren & Co. | -1 | p1 | @admin | deadline +2 | 10m
Call the print shop about the uncoated stock | +0 10:30 fixed | p2 | @calls | 15m
Studio standup | every workday at 09:15 | 15m
Prepare the portfolio review for Jonas | +3 13:00 fixed | p2 | 60m
Back up the project disk | every friday at 16:00 | p3 | 15m
Update the time sheet | every friday | @admin | 10m
Pick one typeface for the children's library and *stop looking* | +2 | p2 | @deep | deadline +6
Order sample boards: birch, ash, grey linoleum | -4 | @errands
Decide about the conference talk in May | +5 | p3 | deadline +12
Renew the font licence before it lapses | +9 | deadline +10 | @admin
Archive last year's drafts | 90m
# Home
## Every day
Pack the gym bags for tomorrow | every day at 20:00 | @children | 10m
Ten minutes of tidying the hall | every day from -1 | 10m
Read two chapters with Ebba 📚 | every day at 19:30 | @children | 25m
## This week
Book the dentist for Nils 🦷 | -6 | p1 | @calls @children | 10m
Change the filter in the kitchen fan | every 3 months
Laundry: wool, **by hand** | +1
Take the bottles back | +0 | @errands
Buy a birthday present for Aunt Maj, turning 80 🎂 | +4 | p2 | @errands | deadline +6
- Something for the balcony?
- Wrap it
Sign the form for the school trip to Skansen | -1 | p2 | @children | 5m
Fix the wobbling leg of the kitchen table | +6 | 45m
Pay the daycare fee | every month from -3 | p1 | @admin | 5m
Replace the batteries in the smoke alarm | every 6 months | 10m
Plan four dinners and write the shopping list | every sunday at 17:00 | 20m
# Allotment
Turn the compost | every 2 weeks | @outside | 60m
Cut back the raspberries before the frost | +2 | p2 | @outside | 120m
Clean and oil the tools | +8 | @outside | 60m
Order seeds: *Brandywine*, *Purple Haze*, dill, sweet peas | +11 | deadline +20
Ask Gunnar for cuttings of the old black currant | @calls | 10m
Cover the strawberries with spruce branches 🍓 | +3 | @outside | 60m
Repair the hinge on the cold frame | -9 | p3 | @outside
Draw the plan for next year's beds | +14 | 2d
# Someday
Learn to bind a book with a visible spine
Swim in every lake within ten kilometres (7 of 23)
Write to Grandmother's old friend in Umeå | p3
Return the library books | -2 | @errands | done -1
Paint the shed door | -3 | @outside | done -2
"""
"""Read by `demo_text.read_life`."""
