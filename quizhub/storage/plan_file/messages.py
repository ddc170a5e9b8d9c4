"""The sentences for faults of a plan file, in Chinese and in English, by code. Used by `problems` only."""

ERRORS: dict[str, tuple[str, str]] = {
    "not_a_plan": (
        "这不是竞赛方案文件：第一行应为 format: quizhub-contest/1",
        "This is no contest plan: it should begin with format: quizhub-contest/1",
    ),
    "unknown_name": ("不认识“{value}”。可用：{choices}", "“{value}” is not known here. Possible: {choices}"),
    "unknown_name_near": (
        "不认识“{value}”，是否应为“{near}”？",
        "“{value}” is not known here; did you mean “{near}”?",
    ),
    "repeated_name": ("“{value}”用了两次。", "“{value}” is used twice."),
    "unknown_question": ("题库里没有题目“{value}”。", "No bank has a question “{value}”."),
    "unknown_question_near": (
        "题库里没有题目“{value}”，是否应为“{near}”？",
        "No bank has a question “{value}”; did you mean “{near}”?",
    ),
    "ambiguous_question": (
        "几个题库都有“{value}”，请写明：{choices}",
        "Several banks have “{value}”; write which: {choices}",
    ),
    "draft_question": (
        "题目“{value}”没有答案，不能用于比赛。",
        "The question “{value}” has no key and cannot be played.",
    ),
    "question_used_twice": ("题目“{value}”用了两次。", "The question “{value}” is used twice."),
    "unknown_bank": ("没有题库“{value}”。可用：{choices}", "There is no bank “{value}”. Possible: {choices}"),
    "draw_too_few": (
        "只有 {have} 道题符合条件，需要 {want} 道。",
        "Only {have} questions fit what is asked for; {want} are needed.",
    ),
    "pack_and_flow": ("每一轮要写 pack（赛制）或 flow（答题方式）。", "A round needs a pack, or a flow."),
    "round_too_few": (
        "这一轮需要 {want} 道题，只有 {have} 道。",
        "This round needs {want} questions and has {have}.",
    ),
    "round_empty": (
        "这一轮没有题目：写 questions 或 draw。",
        "This round has no questions: write questions or draw.",
    ),
    "stake_not_offered": (
        "分值 {value} 不在本轮可选分值之中：{choices}",
        "The stake {value} is not one this round offers: {choices}",
    ),
    "rule_choice": (
        "规则“{field}”不能是“{value}”，可用：{choices}",
        "The rule “{field}” cannot be “{value}”; possible: {choices}",
    ),
    "rule_low": (
        "规则“{field}”至少为 {limit}，现在是 {value}。",
        "The rule “{field}” is at least {limit}, not {value}.",
    ),
    "rule_high": (
        "规则“{field}”最多为 {limit}，现在是 {value}。",
        "The rule “{field}” is at most {limit}, not {value}.",
    ),
    "rule_number": (
        "规则“{field}”应为整数，现在是“{value}”。",
        "The rule “{field}” should be a whole number, not “{value}”.",
    ),
    "rule_yes_no": (
        "规则“{field}”应为 true 或 false，现在是“{value}”。",
        "The rule “{field}” should be true or false, not “{value}”.",
    ),
    "open_on_phones": (
        "简答题“{value}”没有人评判：这一轮请设 answering: spoken 或 mixed，或换一道题。",
        "Nobody would judge the open question “{value}”: set answering to spoken or mixed in this round, or "
        "take another question.",
    ),
    "material_in_pieces": (
        "材料“{value}”的题目要连在一起。",
        "The questions about the material “{value}” must follow one another.",
    ),
    "not_playable": ("这个方案不能用于比赛：{reason}", "The plan cannot be played: {reason}"),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "question_lacks_language": (
        "题目“{value}”没有{language}文字。",
        "The question “{value}” has no text in {language}.",
    ),
    "no_tie_question": (
        "规则 ties 里有 {method}，但没有它能用的加赛题。",
        "The rule ties names {method}, but there is no tie-break question for it.",
    ),
}
