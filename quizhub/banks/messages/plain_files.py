"""About plain text formats (GIFT, Aiken, OpenTriviaQA), JSON banks, H5P, ClassQuiz and Anki."""

ERRORS: dict[str, tuple[str, str]] = {
    "gift_brace": (
        "花括号没有成对；文字里的花括号要写成 \\{{ 和 \\}}。",
        "The braces do not match; braces that are text are written \\{{ and \\}}.",
    ),
    "key_not_read": (
        "看不懂答案“{value}”，这道题作为草稿保存。",
        "The key “{value}” cannot be read; the question is kept as a draft.",
    ),
    "line_not_read": (
        "看不懂这一行，没有导入：{text}",
        "This line is not understood and was not imported: {text}",
    ),
    "json_broken": (
        "JSON 无法读取：{reason}",
        "The JSON cannot be read: {reason}",
    ),
    "database_broken": (
        "卡片数据库已损坏或不完整，请重新导出。",
        "The card database is damaged or incomplete; export it again.",
    ),
    "ext_too_large": (
        "题目附带的内容超过 {limit} kB，没有保存。",
        "What else belongs to the question is larger than {limit} kB and was not kept.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "letters_folded": (
        "选项或答案的写法不标准（小写、全角或中文），已按 Aiken 读取。",
        "Options or answer are not written as usual (small or wide letters, Chinese), but could be read.",
    ),
    "right_not_known": (
        "没有标明正确选项，这道题作为草稿保存。",
        "No option is marked as right; the question is kept as a draft.",
    ),
    "blanks_renamed": (
        "题干中另有下划线，已缩短，以免当作填空。",
        "Other underlines of the stem were shortened, as they would count as blanks.",
    ),
    "long_answer_as_open": (
        "答案较长，作为主观题导入，由评委判定。",
        "The answer is long; this became an open question that a judge marks.",
    ),
    "media_left_out": (
        "声音或视频没有导入：{name}",
        "Sound or video was not imported: {name}",
    ),
    "content_left_out": (
        "不是题目，没有导入：{name}",
        "This is no question and was not imported: {name}",
    ),
    "zones_as_pairs": (
        "拖放到图上的题目改为连线题，图中位置没有保留。",
        "Items to drag onto a picture became pairs to match; the places in the picture were left out.",
    ),
    "words_as_options": (
        "“标出单词”题改为多选题。",
        "Words to mark in a text became options of a multiple choice.",
    ),
}
