"""About XML formats: Moodle, QTI in all its versions, and the packages these come in."""

ERRORS: dict[str, tuple[str, str]] = {
    "number_not_read": (
        "看不懂数字“{value}”，未作为答案。",
        "“{value}” is not a number that can be read; it is not part of the key.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "scoring_simplified": (
        "计分方式不能完整保留：{what}；请检查得分规则。",
        "The scoring could not be kept in full: {what}. Check how points are given.",
    ),
    "units_left_out": (
        "可选单位未保留：{units}；答案按第一个单位的数值判定。",
        "Units to choose from were left out: {units}; the number counts in the first one.",
    ),
}
