"""About single questions of any foreign format."""

ERRORS: dict[str, tuple[str, str]] = {
    "kind_unsupported": (
        "暂不支持题型“{kind}”，已保留原文作为草稿。",
        "The question type “{kind}” is not supported; its text is kept as a draft.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "same_question": (
        "与 {first} 的题目相同。",
        "The same question stands at {first}.",
    ),
    "formatting_lost": (
        "格式未保留：{what}",
        "Formatting was left out: {what}",
    ),
    "picture_missing": (
        "图片未导入：{name}",
        "A picture was not imported: {name}",
    ),
}
