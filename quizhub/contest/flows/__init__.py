"""How a question is played. Each flow answers the same few questions; none knows another.

`begin` shows a slot's question, `next_step` and `take` are the host's key during the ask,
`refuse_answer`, `answered`, `press`, `rule` and `time_passed` what seats and the clock may do.
"""
