"""Exam papers in Chinese or English, as plain text and as Word documents: one grammar reads both."""
