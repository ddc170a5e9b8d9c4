"""About tables of questions: spreadsheets, CSV, HTML tables."""

ERRORS: dict[str, tuple[str, str]] = {
    "workbook_broken": (
        "表格文件已损坏或不完整，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。（{reason}）",
        "The table is damaged; open it in a spreadsheet program and save it as .xlsx. ({reason})",
    ),
    "sheet_too_large": (
        "工作表的范围超过 {limit} 个单元格；请删除远处的空行、空列或多余内容后再导入。",
        "A sheet spans more than {limit} cells; delete far-off empty rows, columns or stray content.",
    ),
    "sheet_hidden": (
        "隐藏的工作表“{name}”（{rows} 行）没有导入；需要时请选择读取隐藏的工作表。",
        "The hidden sheet “{name}” ({rows} rows) was not imported; you can choose to read hidden sheets.",
    ),
    "stem_missing": (
        "这一行没有题干，没有导入。",
        "This row has no question text and was not imported.",
    ),
    "options_missing": (
        "选择题或排序题至少要有两个选项，这一行没有导入。",
        "A question to choose or order needs at least two options; this row was not imported.",
    ),
    "fill_parts_unclear": (
        "答案“{value}”不能对应 {blanks} 个空，作为草稿保存；可指定各空之间的分隔符。",
        "The key “{value}” does not fit {blanks} blanks; kept as a draft. You can say what parts the blanks.",
    ),
    "too_many_options": (
        "{format} 最多 {limit} 个选项，这道题不会写入。",
        "{format} takes {limit} options at most; this question will not be written.",
    ),
    "key_not_writable": (
        "{format} 要求答案是选项之一，这道题没有这样的答案，不会写入。",
        "{format} needs a key among the options, which this question lacks; it will not be written.",
    ),
    "cells_beyond_header": (
        "这一行比表头多出内容，没有导入：{value}（CSV 中含逗号的文字要加引号）",
        "This row goes on beyond the header; not imported: {value} (in CSV, text with commas needs quotes)",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "sheet_without_questions": (
        "工作表“{name}”里没有找到题目表头，未读取。",
        "No header of questions was found in the sheet “{name}”; it was not read.",
    ),
    "columns_not_used": (
        "这些列没有对应的内容，仅保留以便导出：{columns}",
        "These columns have no place in a question and are only kept for export: {columns}",
    ),
    "quotes_ignored": (
        "引号没有成对，已按普通字符读取，请检查各列是否对齐。",
        "Quotation marks did not match and were read as text; check that the columns line up.",
    ),
    "key_base_guessed": (
        "答案是选项序号，按从 {base} 开始计数读取，请核对几道题。",
        "Keys are numbers of options; they were counted from {base}. Check some questions.",
    ),
    "key_text_or_place": (
        "答案“{value}”可能是选项内容，也可能是序号；已按选项内容读取，请核对。",
        "The key “{value}” may be an option's text or its place; it was read as the text. Check it.",
    ),
    "key_joined": (
        "答案里的逗号没有加引号，已合并为“{value}”。",
        "The commas in the key had no quotes; its parts were put together to “{value}”.",
    ),
    "key_letter_twice": (
        "答案“{value}”里有重复的字母。",
        "The key “{value}” names a letter twice.",
    ),
    "key_from_stem": (
        "答案“{value}”取自题干括号，括号已清空。",
        "The key “{value}” was taken from the brackets in the question, which were emptied.",
    ),
    "single_with_several": (
        "单选题有多个答案，已改为多选题。",
        "A single choice has several right options and became a multiple choice.",
    ),
    "kind_word_unknown": (
        "不认识题型“{kind}”，已按选项和答案判断题型。",
        "The question type “{kind}” is not known; it was told from options and key.",
    ),
    "kind_as_open": (
        "“{kind}”题的内容不能自动判分，按问答题导入，由人评判。",
        "This “{kind}” question cannot be marked by machine; it became an open question.",
    ),
    "stem_is_picture": (
        "这一行没有题干文字，只有图片；请写上题目。",
        "This row has a picture and no words; write what is asked.",
    ),
    "blank_added": (
        "填空题的题干没有空，已在末尾加上一个。",
        "The question shows no blank; one was put at its end.",
    ),
    "cell_is_date": (
        "{column} 列的内容被表格程序当成了日期，读作“{value}”，请核对原文。",
        "The spreadsheet program made a date of the cell in column {column}; read as “{value}”. Check it.",
    ),
    "cell_not_read": (
        "看不懂“{value}”，这一格没有使用。",
        "“{value}” is not understood; the cell was not used.",
    ),
    "text_shortened": (
        "{format} 最多 {limit} 字，将截短：{text}",
        "{format} takes {limit} characters at most; shortened: {text}",
    ),
    "time_changed": (
        "{format} 没有 {seconds} 秒这个时限，将写成 {written} 秒。",
        "{format} has no time limit of {seconds} seconds; {written} seconds are written.",
    ),
}
