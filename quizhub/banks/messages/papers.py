"""About exam papers: Word documents and plain text."""

ERRORS: dict[str, tuple[str, str]] = {
    "doc_old": (
        "这是旧版 Word 文件（.doc），请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
        "This is an old Word file (.doc); open it in Word or WPS, save it as .docx and import that.",
    ),
    "left_out_too_long": (
        "“{what}”超过 {limit} 个字，没有完整导入，请缩短后补上。",
        "A part of the question ({what}) is longer than {limit} characters and was not wholly imported.",
    ),
    "options_missing": (
        "这是选择题，但没有找到选项，已按问答题保留，请检查。",
        "A choice without options; it is kept as an open question. Check it.",
    ),
    "answers_do_not_fit": (
        "答案“{value}”的个数与题号 {range} 不符，没有采用。",
        "The answers “{value}” are not as many as the questions {range}; they were not taken.",
    ),
    "answer_without_question": (
        "找不到第 {number} 题，这条答案没有采用。",
        "There is no question {number} for this answer; it was not taken.",
    ),
    "answers_without_questions": (
        "还有 {count} 条答案找不到题目，没有采用。",
        "{count} more answers have no question and were not taken.",
    ),
    "blanks_unclear": (
        "题干有 {count} 个空，答案“{value}”分不成这么多份；作为草稿保存。",
        "The stem has {count} blanks, but the key “{value}” has not as many parts; kept as a draft.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "number_gap": (
        "题号跳到了 {number}，请检查前面是否漏题。",
        "The numbers jump to {number}; check whether a question before it is missing.",
    ),
    "two_keys": (
        "题干括号里的答案是 {stem}，答案行是 {line}；已采用答案行。",
        "The bracket in the stem says {stem}, the answer line {line}; the answer line was taken.",
    ),
    "single_with_several": (
        "标为单选题，但答案是 {key}，已按多选题导入。",
        "Called a single choice, but the key is {key}; it became a multiple choice.",
    ),
    "marked_as_key": (
        "没有写答案；按加粗或变色的选项 {key} 作为答案，请核对。",
        "No key is written; the option that stands out ({key}) was taken as the key. Check it.",
    ),
    "key_from_explanation": (
        "没有写答案；按解析里的“选{key}”作为答案，请核对。",
        "No key is written; the explanation says {key}, which was taken as the key. Check it.",
    ),
    "filled_in_taken": (
        "括号里的文字当作填空的答案，请核对。",
        "What stands in brackets was taken as the answers to blanks. Check it.",
    ),
    "letter_as_truth": (
        "判断题的答案是字母 {key}：A 当作正确，B 当作错误，请核对。",
        "The key of a true/false question is the letter {key}: A was taken as true and B as false. Check it.",
    ),
    "reads_back_otherwise": (
        "写成 {format} 后再读回会不同：{what}",
        "Written as {format} and read back, it would differ in: {what}",
    ),
    "taken_as_open": (
        "没有选项和答案，按问答题导入，请检查。",
        "There are no options and no key; it became an open question. Check it.",
    ),
}
