"""About single questions of any foreign format."""

ERRORS: dict[str, tuple[str, str]] = {
    "kind_unsupported": (
        "暂不支持题型“{kind}”，题干已按问答题保留，请检查或改写。",
        "The question type “{kind}” is not supported; its stem is kept as an open question to rewrite.",
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
