"""Ines's life: she runs this copy of oO for friends, in London, beside a job and a choir."""

INES = """
# Inbox
Write down how the restore went *before* forgetting it | +0 | p2
Ring Dad back about the boiler | -1 | p2 | @calls
Find out who keeps leaving one crisp in the bag 🕵🏾‍♀️
Read [the notes on sleep and screens](https://example.org/health/sleep-and-screens?utm=none#summary) | @reading
Pick up the parcel from no. 43 | +0 | @errands
# oO at home
* Before inviting anybody else
Check last night's backup and open one file from it | every day at 08:30 | p1 | @ops | 5m
Restore a backup onto the spare machine | every month from -2 | p1 | @ops | 60m
> Steps are in the runbook. If a step is missing, **write it there**, not here.
> https://docs.example.org/oo/runbook/restore?step=4&machine=spare#what-to-do-when-the-key-is-missing
Apply the system updates and restart | every sunday at 18:00 | @ops | 30m
Renew the domain before it lapses | +8 | p1 | deadline +12 | @admin
Put the recovery key in the other envelope | -4 | p1 | @ops
- Seal it
- Tell Chidi where it is
Ask three people what they would want a tip to *never* say | +3 | p2
Answer Mira's question about quiet hours | +1 | p2 | @mail
Read the audit log for the week | every monday at 09:00 | 15m
Move the box off the radiator shelf | -7 | p3
Look at the disk: 71 % is too much | +2 | @ops
# Work
Team planning | every tuesday at 10:00 | 45m
Finish the budget sheet and stop polishing it | +0 16:00 | p1 | @deep | 120m | deadline +1
One-to-one with Priya | +1 11:00 fixed | p2 | 30m
Send the agenda for Thursday | -1 | p1 | @mail
Interview notes: candidate 3, while they are fresh | +0 | p2 | @deep
- Strengths first
- One doubt, one question
Approve the invoices | every workday at 15:30 | @admin | 10m
Rewrite the onboarding page in half the words | +4 | p3 | @deep | 60m
Call the insurer about the laptop | -3 | @calls
Book the room for the workshop | +5 | @admin | deadline +6
Thank the night shift, in person | +2 07:30
Expenses, October | -12 | p2 | @admin
Draft next year's goals: three, no more | +13 | 90m | deadline +21
# Home
Bins: recycling | every wednesday at 20:00
Bins: garden waste | every 2 weeks
Oil the garden gate | +6
Change the sheets 🛏️ | every saturday
Dentist | +9 08:40 fixed | p2 | 40m
Descale the kettle | every 6 weeks from -5
Get the boiler serviced | +10 | @calls | deadline +25
Soak the black-eyed beans for Sunday 🍲 | +1 21:00
Send the photographs to Auntie Ngozi in Enugu | -2 | p3 | @family
Plan Chidi's thirtieth 🎉 | +7 | p2 | @family | deadline +18
- Ask the choir for one song
- Cake: plantain or lemon?
# Choir
Learn the alto line of "Deep River", bars 20 to 48 | every 2 days | 20m | @singing
Rehearsal | every thursday at 19:30 | 120m
Photocopy the Byrd | +1 | @errands
Chase the last four subscriptions | -6 | @mail
Tune in to the Tallis broadcast | +3 19:00 fixed | 90m
# Someday
Walk the Thames Path to its source
Learn enough Igbo to argue with Grandma, kindly | @family
مرحبا: write back to Tariq in his own alphabet | p3
Replace the bathroom fan | -3 | done -1
Return the drill to Sam | -1 | @errands | done -1
"""
"""Read by `demo_text.read_life`."""
