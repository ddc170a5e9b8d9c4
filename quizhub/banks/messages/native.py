"""About native bank files and the fields of a question."""

ERRORS: dict[str, tuple[str, str]] = {
    # the file
    "yaml_syntax": (
        "YAML 写法有误：{reason}",
        "Not valid YAML: {reason}",
    ),
    "yaml_alias": (
        "不能使用 YAML 锚点、别名（& 和 *），请给文字加引号。",
        "YAML anchors and aliases (& and *) are not allowed; put such text in quotes.",
    ),
    "yaml_tag": (
        "不能使用 YAML 标签（!…），请给文字加引号。",
        "YAML tags (!…) are not allowed; put such text in quotes.",
    ),
    "yaml_too_deep": (
        "嵌套太深。",
        "The file is nested too deeply.",
    ),
    "yaml_key": (
        "这里应当是字段名。",
        "A field name is expected here.",
    ),
    "yaml_more_documents": (
        "一个文件只能有一个题库（多余的 ---）。",
        "A file holds one bank only (a second --- was found).",
    ),
    "not_native": (
        "第一行应为 format: quizhub-bank/1",
        "The file should begin with format: quizhub-bank/1",
    ),
    "other_version": (
        "不支持的格式版本：{value}",
        "Unsupported format version: {value}",
    ),
    # the form of a field
    "duplicate_field": (
        "字段“{field}”写了两次，只取第一个。",
        "The field “{field}” is written twice; only the first is read.",
    ),
    "missing_field": (
        "缺少“{field}”。",
        "“{field}” is missing.",
    ),
    "not_a_mapping": (
        "“{field}”应写成“名称: 内容”的形式。",
        "“{field}” should be written as name: value pairs.",
    ),
    "not_a_list": (
        "“{field}”应为列表。",
        "“{field}” should be a list.",
    ),
    "not_words": (
        "“{field}”应为一段文字。",
        "“{field}” should be plain text.",
    ),
    "empty_text": (
        "“{field}”没有文字。",
        "“{field}” is empty.",
    ),
    "too_long": (
        "“{field}”太长，最多 {max_length} 字。",
        "“{field}” is longer than {max_length} characters.",
    ),
    "too_few_items": (
        "“{field}”至少要有 {min_length} 项。",
        "“{field}” needs at least {min_length} entries.",
    ),
    "too_many_items": (
        "“{field}”最多 {max_length} 项。",
        "“{field}” may have at most {max_length} entries.",
    ),
    "text_needs_languages": (
        "“{field}”要分语言写，例如 {{zh-Hans: …, en: …}}。",
        "“{field}” must name its languages, such as {{zh-Hans: …, en: …}}.",
    ),
    "control_character": (
        "“{field}”含有不能使用的字符 {char}。",
        "“{field}” holds a character that cannot be used: {char}.",
    ),
    "not_a_number": (
        "“{field}”应为数字，现在是“{value}”。",
        "“{field}” should be a number, not “{value}”.",
    ),
    "not_yes_no": (
        "“{field}”应为 true 或 false，现在是“{value}”。",
        "“{field}” should be true or false, not “{value}”.",
    ),
    "not_a_date": (
        "“{field}”应为 2027-11-01 这样的日期，现在是“{value}”。",
        "“{field}” should be a date such as 2027-11-01, not “{value}”.",
    ),
    "not_json": (
        "“{field}”应为 JSON 文本。",
        "“{field}” should be JSON text.",
    ),
    "not_one_of": (
        "“{field}”不能是“{value}”，可用：{choices}",
        "“{field}” cannot be “{value}”; possible: {choices}",
    ),
    "invalid": (
        "“{field}”不合要求：{reason}",
        "“{field}” cannot be taken: {reason}",
    ),
    # the sense of a question
    "unknown_kind": (
        "不认识题型“{value}”，可用：{choices}",
        "Unknown kind “{value}”; possible: {choices}",
    ),
    "repeated_question": (
        "题目编号“{id}”重复。",
        "The question id “{id}” is used twice.",
    ),
    "repeated_id": (
        "编号“{id}”重复。",
        "The id “{id}” is used twice.",
    ),
    "not_true_false": (
        "判断题的选项只能是 true 和 false。",
        "A true/false question has just the options true and false.",
    ),
    "select_range": (
        "可选数量（min_select、max_select）不合理。",
        "min_select and max_select do not fit the options.",
    ),
    "right_too_few": (
        "右边的项目不能少于左边。",
        "The right side needs at least as many items as the left.",
    ),
    "stem_blank_count": (
        "题干（{language}）有 {have} 个空（____），应为 {want} 个。",
        "The stem in {language} shows {have} blanks (____), but there should be {want}.",
    ),
    "blank_count": (
        "有 {want} 个空，但答案给了 {have} 个。",
        "There are {want} blanks, but {have} keys.",
    ),
    "key_unknown_id": (
        "答案里的“{id}”不在题目中。",
        "The key names “{id}”, which the question does not have.",
    ),
    "key_repeats_id": (
        "答案里有重复的选项。",
        "The key names an option twice.",
    ),
    "key_not_every_id": (
        "答案要把每一项恰好写一次。",
        "The key must name every item exactly once.",
    ),
    "key_not_selectable": (
        "正确选项的数量超出可选范围。",
        "The number of right options is outside what may be selected.",
    ),
    "nothing_is_wrong": (
        "所有选项都算正确，没有错误选项。",
        "Every option is right; at least one must be wrong.",
    ),
    "key_too_long": (
        "答案“{value}”超过该空的字数上限。",
        "The accepted text “{value}” is longer than its blank allows.",
    ),
    "right_used_twice": (
        "右边同一项用了两次；如允许重复请写 reuse_right: true。",
        "An item on the right is used twice; if that is meant, write reuse_right: true.",
    ),
    "weights_without_scoring": (
        "weights 要与 scoring: weights 一起使用。",
        "Weights go together with scoring: weights.",
    ),
    "weights_not_key": (
        "权重为正的选项应当正好是答案。",
        "The options with a positive weight must be those of the key.",
    ),
    "unsafe_pattern": (
        "正则表达式太复杂或有误：{value}",
        "The pattern is invalid or could take too long: {value}",
    ),
    "unknown_profile": (
        "不认识的比较方式：{value}",
        "Unknown way of comparing: {value}",
    ),
    "nothing_left": (
        "“{value}”比较时不剩任何文字；可改用 normal: exact。",
        "Nothing of “{value}” is left to compare; use normal: exact.",
    ),
    "accepted_and_rejected": (
        "“{value}”同时被接受和拒绝。",
        "“{value}” is both accepted and rejected.",
    ),
    "no_literal": (
        "每个空至少要有一个可直接显示的完整答案。",
        "Each blank needs one accepted text that can be shown as it is.",
    ),
    "no_distinct_texts": (
        "不分顺序的空要有互不相同的答案。",
        "Blanks in free order need different accepted texts.",
    ),
    "unordered_too_many": (
        "不分顺序最多 8 个空。",
        "Free order is possible for at most 8 blanks.",
    ),
    "min_correct_too_many": (
        "min_correct 大于空的数量。",
        "min_correct is larger than the number of blanks.",
    ),
    "range_without_end": (
        "范围至少要有一端。",
        "A range needs at least one end.",
    ),
    "open_without_end": (
        "没有写出的一端不能是开区间。",
        "An end that is not given cannot be open.",
    ),
    "range_empty": (
        "范围内没有任何数。",
        "No number lies in the range.",
    ),
    "pick_is_one_click": (
        "mode: pick 只能点一处；要找多处请写 mode: find_all。",
        "mode: pick is one click; to find several write mode: find_all.",
    ),
    "region_coordinates": (
        "区域（{shape}）的坐标个数不对。",
        "A region of shape {shape} needs another number of coordinates.",
    ),
    "region_too_small": (
        "区域“{id}”没有面积，请检查坐标。",
        "The region “{id}” has no inside; check its coordinates.",
    ),
    "no_right_region": (
        "至少要有一个正确区域。",
        "At least one region must be correct.",
    ),
    "too_few_clicks": (
        "max_clicks 小于正确区域的数量。",
        "max_clicks is smaller than the number of correct regions.",
    ),
    "unknown_picture": (
        "题目的 media 里没有图片“{id}”。",
        "The question's media holds no picture “{id}”.",
    ),
    "picture_not_found": (
        "找不到图片文件“{name}”；请放在题库旁的 .media 文件夹里。",
        "The picture file “{name}” is not there; put it into the .media folder beside the bank.",
    ),
    "not_a_picture": (
        "“{name}”不是可用的图片（PNG、JPEG、WebP，不超过 5 MB）。",
        "“{name}” is no picture that can be shown (PNG, JPEG or WebP, at most 5 MB).",
    ),
    "unknown_material": (
        "materials 里没有材料“{id}”。",
        "There is no material “{id}” among the materials.",
    ),
    "repeated_material": (
        "材料“{id}”有两种不同的内容。",
        "The material “{id}” stands there twice with different content.",
    ),
    "first_not_full": (
        "第一个答案应得满分。",
        "The first accepted number must earn everything.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "unknown_field": (
        "不认识字段“{field}”，已忽略。",
        "The field “{field}” is not known and was ignored.",
    ),
    "unknown_field_near": (
        "不认识字段“{field}”，已忽略；是否应为“{near}”？",
        "The field “{field}” is not known and was ignored; did you mean “{near}”?",
    ),
    "missing_language": (
        "“{field}”缺少 {language}。",
        "“{field}” is missing in {language}.",
    ),
    "extra_language": (
        "“{field}”的 {language} 不在题库语言中。",
        "“{field}” is given in {language}, which is not a language of the bank.",
    ),
    "no_key": (
        "没有答案，作为草稿保存。",
        "There is no key; the question is kept as a draft.",
    ),
    "several_right": (
        "单选题有多个正确选项，选任意一个都算对。",
        "A single choice has several right options; any one of them counts.",
    ),
    "one_right": (
        "多选题只有一个正确选项。",
        "A multiple choice has only one right option.",
    ),
}
