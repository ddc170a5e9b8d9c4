"""About XML formats: Moodle, QTI in all its versions, and the packages these come in."""

ERRORS: dict[str, tuple[str, str]] = {
    "number_not_read": (
        "看不懂数字“{value}”，未作为答案。",
        "“{value}” is not a number that can be read; it is not part of the key.",
    ),
    "item_elsewhere": (
        "题目不在这个文件里，只有引用：{name}；请导出它所在的题库再导入。",
        "The question is not in this file, only named: {name}. Export the bank it is in and import that.",
    ),
    "area_not_read": (
        "图上区域的坐标有误，没有作为答案。",
        "The coordinates of an area in the picture are wrong; it is not part of the key.",
    ),
    "package_file_missing": (
        "压缩包的清单里有、但包里没有这个文件：{name}",
        "The package lists a file that is not in it: {name}",
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
    "selection_left_out": (
        "原卷从这一组题中随机抽 {number} 题；这里导入全部题目。",
        "The quiz draws {number} questions from this group; here all of them were taken.",
    ),
    "formula_frozen": (
        "计算题有 {sets} 组数值，只取第一组作为固定题目。",
        "The calculated question has {sets} sets of numbers; the first one was taken.",
    ),
    "copy_left_out": (
        "同一测验在包里有两份，只读取了一份：{name}",
        "The package holds this quiz twice; it was read once: {name}",
    ),
}
