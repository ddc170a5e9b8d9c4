"""Every address of QuizHub in one table. The live sockets are in `socket`."""

from starlette.routing import BaseRoute, Route

from quizhub.web import entrance, languages
from quizhub.web.assets import Assets
from quizhub.web.pages import (
    building,
    building_rounds,
    desk,
    desk_contests,
    desk_people,
    editing,
    exporting,
    importing,
    joining,
    library,
    practising,
    results,
    sheets,
    showing,
)
from quizhub.web.pages.buttons import buttons_link
from quizhub.web.pages.desk import Page, for_organisers, for_owners
from quizhub.web.pages.moving import show_move, take_move
from quizhub.web.pages.pictures import show_picture
from quizhub.web.socket import live_routes
from quizhub.web.uploads import LARGEST_UPLOAD

MAX_BODY = 64 * 1024
MAX_PLAN = 10 * 1024 * 1024
WITH_PICTURE = LARGEST_UPLOAD + MAX_BODY


def routes(assets: Assets) -> list[BaseRoute]:
    """What is answered where."""
    return [
        *_joining(),
        *_showing(),
        *_desk(),
        Route("/api/contest/{code}", entrance.show_contest),
        Route("/api/join", entrance.join, methods=["POST"]),
        Route("/api/move", entrance.move, methods=["POST"]),
        Route("/api/enter", entrance.enter, methods=["POST"]),
        Route("/language", languages.switch, methods=["POST"]),
        Route("/assets/{build}/{name:path}", assets.serve),
        *live_routes,
    ]


def _joining() -> list[BaseRoute]:
    return [
        Route("/", joining.ask_code),
        Route("/j", joining.find_code),
        Route("/j/{code}", joining.choose),
        Route("/j/{code}/audience", joining.back_to_choice),
        Route("/j/{code}/audience", joining.join_audience, methods=["POST"]),
        Route("/j/{code}/team/{team}", joining.ask_pin),
        Route("/j/{code}/team/{team}", joining.join_captain, methods=["POST"]),
        Route("/s/{card}", joining.show_card),
        Route("/s/{card}", joining.take_card, methods=["POST"]),
        Route("/m/{word}", show_move),
        Route("/m/{word}", take_move, methods=["POST"]),
    ]


def _showing() -> list[BaseRoute]:
    return [
        Route("/play", showing.play),
        Route("/play/{part}/{language}", showing.play_part),
        Route("/host/{contest}", showing.host),
        Route("/host/{contest}", showing.open_host, methods=["POST"]),
        Route("/host/{contest}/cards", showing.host_cards),
        Route("/host/{contest}/practice", practising.practice_page),
        Route("/host/{contest}/practice", practising.start, methods=["POST"]),
        Route("/host/{contest}/practice/stop", practising.stop, methods=["POST"]),
        Route("/host/{contest}/practice/progress", practising.progress),
        Route("/arbiter/{contest}", showing.arbiter),
        Route("/arbiter/{contest}", showing.open_arbiter, methods=["POST"]),
        Route("/host/{contest}/buttons", buttons_link),
        Route("/buttons/{contest}", showing.buttons),
        Route("/buttons/{contest}", showing.open_buttons, methods=["POST"]),
        Route("/screen/{contest}", showing.screen),
        Route("/screen/{contest}", showing.open_screen, methods=["POST"]),
        Route("/qr/{code}.svg", showing.qr),
        Route("/media/{name}", show_picture),
    ]


def _desk() -> list[BaseRoute]:
    return [
        Route("/desk", desk.desk),
        Route("/desk/set-up", desk.set_up, methods=["POST"]),
        Route("/desk/sign-in", desk.sign_in, methods=["POST"]),
        Route("/desk/sign-out", desk.sign_out, methods=["POST"]),
        Route(
            "/desk/contests",
            for_owners(desk_contests.new_contest),
            methods=["POST"],
            max_body_size=MAX_PLAN,
        ),
        Route("/desk/contests/{contest}", for_owners(desk_contests.contest_page)),
        Route("/desk/contests/{contest}/cards", for_owners(desk_contests.cards)),
        *_results("/desk/contests/{contest}"),
        Route("/desk/contests/{contest}/archive", for_owners(desk_contests.archive), methods=["POST"]),
        Route("/desk/people", for_owners(desk_people.people_page)),
        Route("/desk/people", for_owners(desk_people.add), methods=["POST"]),
        Route("/desk/people/change", for_owners(desk_people.change), methods=["POST"]),
        *_library(),
        *_drafts(),
    ]


def _results(here: str) -> list[BaseRoute]:
    return [
        Route(f"{here}/results", for_owners(results.results_page)),
        Route(f"{here}/results", for_owners(results.correct), methods=["POST"]),
        Route(f"{here}/results.xlsx", for_owners(results.workbook)),
        Route(f"{here}/poster", for_owners(sheets.poster), methods=["GET", "POST"]),
        Route(f"{here}/run-sheet", for_owners(sheets.run_sheet)),
        Route(f"{here}/rulebook", for_owners(sheets.rules)),
        Route(f"{here}/paper/{{sheet}}", for_owners(sheets.paper)),
    ]


def _drafts() -> list[BaseRoute]:
    here = "/desk/drafts/{draft}"
    large = building.MAX_FILE + MAX_BODY
    return [
        Route("/desk/drafts", for_organisers(building.drafts_page)),
        Route("/desk/drafts", for_organisers(building.begin), methods=["POST"], max_body_size=large),
        *_form(here, building.draft_page, building.save),
        Route(f"{here}/rounds", for_organisers(building.change_rounds), methods=["POST"]),
        *_form(f"{here}/rounds/{{round}}", building_rounds.round_page, building_rounds.save_round),
        Route(f"{here}/file", for_organisers(building.download)),
        Route(f"{here}/text", for_organisers(building.text_page)),
        Route(f"{here}/text", for_organisers(building.save_text), methods=["POST"], max_body_size=large),
        Route(f"{here}/versions", for_organisers(building.versions)),
        Route(f"{here}/versions/{{version:int}}", for_organisers(building.bring_back), methods=["POST"]),
        Route(f"{here}/questions", for_organisers(building.questions_page)),
        Route(f"{here}/drop", for_organisers(building.drop), methods=["POST"]),
        Route(f"{here}/make", for_owners(building.make), methods=["POST"]),
    ]


def _form(path: str, show: Page, take: Page, most: int = MAX_BODY) -> list[BaseRoute]:
    taking = Route(path, for_organisers(take), methods=["POST"], max_body_size=most)
    return [Route(path, for_organisers(show)), taking]


def _library() -> list[BaseRoute]:
    return [
        Route("/desk/library", for_organisers(library.library)),
        Route("/desk/library/alike", for_organisers(library.twins_page)),
        Route("/desk/library/{bank}/copy", for_organisers(editing.copy_bank), methods=["POST"]),
        Route("/desk/library/{bank}/export", for_organisers(exporting.export_page)),
        Route("/desk/library/{bank}/file", for_organisers(exporting.download)),
        *_form("/desk/library/{bank}/new", editing.new, editing.add, WITH_PICTURE),
        *_form("/desk/library/{bank}/{question}/edit", editing.edit, editing.save, WITH_PICTURE),
        Route("/desk/library/{bank}/{question}/remove", for_organisers(editing.remove), methods=["POST"]),
        Route("/desk/library/{bank}/{question}", for_organisers(library.question_page)),
        Route("/desk/preview/{place}/{language}", for_organisers(editing.preview_page)),
        Route("/desk/media/{name}", for_organisers(editing.picture)),
        Route("/desk/imports/{import}/undo", for_organisers(library.undo_import), methods=["POST"]),
        Route("/desk/import", for_organisers(importing.choose_file)),
        Route(
            "/desk/import",
            for_organisers(importing.hand_in),
            methods=["POST"],
            max_body_size=importing.MAX_FILE + MAX_BODY,
        ),
        Route("/desk/import/{import}", for_organisers(importing.look)),
        Route("/desk/import/{import}/media/{name}", for_organisers(importing.picture)),
        Route("/desk/import/{import}/read", for_organisers(importing.read_again), methods=["POST"]),
        Route("/desk/import/{import}/take", for_organisers(importing.take), methods=["POST"]),
        *_form("/desk/import/{import}/rows/{row:int}", editing.edit_row, editing.save_row, WITH_PICTURE),
        Route("/desk/import/{import}/drop", for_organisers(importing.drop), methods=["POST"]),
    ]
