"""About what an export leaves out, told before it is written."""

ERRORS: dict[str, tuple[str, str]] = {
    "kind_not_exported": (
        "{format} 不能表示题型“{kind}”，这道题不会写入。",
        "{format} has no question type for “{kind}”; this question will not be written.",
    ),
    "not_exported": (
        "这道题不能写成 {format}：{reason}",
        "This question cannot be written as {format}: {reason}",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "fields_not_exported": (
        "{format} 没有地方保存：{fields}",
        "{format} has no room for: {fields}",
    ),
    "languages_not_exported": (
        "{format} 只能写一种语言，不会写入：{languages}",
        "{format} holds one language only; not written: {languages}",
    ),
    "key_simplified": (
        "{format} 不能完整表示答案规则，将简化：{what}",
        "{format} cannot hold the whole key; simplified: {what}",
    ),
}
