"""Who may sign in at the desk: owners, who run contests, and editors, who write questions and plans.

Every function here is behind `for_owners` in the route table.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.storage.people import Standing
from quizhub.web.pages.desk import LONGEST_NAME, organiser_of, password_complaint
from quizhub.web.place import place_of
from quizhub.web.refusals import N_

ROLES: dict[Standing, str] = {"owner": N_("Owner"), "editor": N_("Editor")}


async def people_page(request: Request, refused: str = "", name: str = "") -> Response:
    """`/desk/people`."""
    place = place_of(request)
    return place.templates.page(
        request,
        "pages/desk_people.html",
        status=400 if refused else 200,
        people=[
            {"name": person.name, "role": person.role, "role_words": ROLES[_role(person.role)]}
            for person in await place.desk.everybody()
        ],
        roles=list(ROLES.items()),
        me=await organiser_of(request),
        refused=refused,
        name=name,
    )


async def add(request: Request) -> Response:
    """`POST /desk/people`: one more organiser, with a password to be told to them."""
    async with request.form(max_files=0, max_fields=5) as form:
        name = str(form.get("name", "")).strip()[:LONGEST_NAME]
        password, again = str(form.get("password", "")), str(form.get("again", ""))
        role = _role(str(form.get("role", "")))
    complaint = password_complaint(name, password, again)
    if complaint:
        return await people_page(request, complaint, name)
    if not await place_of(request).desk.add(name, password, role):
        return await people_page(request, N_("Somebody has this name already."), name)
    return RedirectResponse("/desk/people", 303)


async def change(request: Request) -> Response:
    """`POST /desk/people/change`: another role, signed out everywhere, or gone."""
    desk = place_of(request).desk
    async with request.form(max_files=0, max_fields=5) as form:
        name, what = str(form.get("name", "")), str(form.get("do", ""))
    match what:
        case "sign_out":
            await desk.sign_out_everywhere(name)
            done = True
        case "remove":
            done = await desk.remove(name)
        case _:
            done = await desk.change_role(name, _role(what))
    if not done:
        return await people_page(request, N_("One owner has to stay."))
    return RedirectResponse("/desk/people", 303)


def _role(written: str) -> Standing:
    return "owner" if written == "owner" else "editor"
