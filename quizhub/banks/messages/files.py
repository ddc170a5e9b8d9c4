"""About files as a whole, whatever their format."""

ERRORS: dict[str, tuple[str, str]] = {
    "too_big": (
        "文件超过 {limit} MB。",
        "The file is larger than {limit} MB.",
    ),
    "unknown_encoding": (
        "看不懂文件编码，请另存为 UTF-8。",
        "The text encoding is unknown; save the file as UTF-8.",
    ),
    "unknown_format": (
        "不认识这种题库文件：{name}",
        "No known question bank format: {name}",
    ),
    "too_many_questions": (
        "题目超过 {limit} 道。",
        "There are more than {limit} questions.",
    ),
    "archive_broken": (
        "压缩包已损坏或不完整，请重新导出或重新下载。",
        "The archive is damaged or incomplete; export or download it again.",
    ),
    "archive_locked": (
        "文件有密码，请去掉密码后再导入。",
        "The file has a password; remove it and import again.",
    ),
    "archive_entries": (
        "压缩包里的文件超过 {limit} 个。",
        "The archive holds more than {limit} files.",
    ),
    "archive_too_large": (
        "压缩包解开后超过 {limit} MB。",
        "The archive unpacks to more than {limit} MB.",
    ),
    "archive_ratio": (
        "压缩比异常，可能是压缩炸弹，未打开。",
        "The file is packed so tightly that it could be a trap; it was not opened.",
    ),
    "archive_path": (
        "压缩包里有不安全的文件名：{name}",
        "The archive holds an unsafe file name: {name}",
    ),
    "xml_broken": (
        "XML 无法读取：{reason}",
        "The XML cannot be read: {reason}",
    ),
    "xml_entities": (
        "文件定义了 XML 实体，不予读取。",
        "The file declares XML entities and is not read.",
    ),
    "import_too_long": (
        "读取超过 {limit} 秒，已停止；请把文件拆小，或另存一份后再试。",
        "Reading took longer than {limit} seconds and was stopped; split the file or save it anew.",
    ),
    "import_too_much_memory": (
        "读取需要的内存超过 {limit} MB，已停止；请删去不需要的工作表、图片，或把文件拆小。",
        "Reading needed more than {limit} MB of memory and was stopped; split the file.",
    ),
    "import_failed": (
        "读取这个文件时程序出错，题库没有改动；请换一种格式另存后再试。",
        "The program failed on this file, and nothing was changed; save it in another format and try again.",
    ),
    "nothing_found": (
        "没有找到任何题目。",
        "No question was found.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "read_as_gb18030": (
        "文件不是 UTF-8，已按 GB18030 读取，请检查文字。",
        "The file is not UTF-8; it was read as GB18030. Check the text.",
    ),
    "encoding_guessed": (
        "按 {encoding} 编码读取，请检查文字是否正确。",
        "The text was read as {encoding}; check that it looks right.",
    ),
    "xml_repaired": (
        "XML 有错误，已尽量读取：{reason}",
        "The XML has faults and was read as far as possible: {reason}",
    ),
}
