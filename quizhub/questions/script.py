def simplified(text: str) -> str:
    return text
