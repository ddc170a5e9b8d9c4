"""What a question is: text, body, key, answers, marking. Pure, and knows no contest.

Import from the modules themselves (`quizhub.questions.model`, `.answers`, `.marking`, …).
"""
