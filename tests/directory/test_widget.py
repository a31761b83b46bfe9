"""The widget: what its headers allow, what it shows, and that every other page keeps out of frames."""

from __future__ import annotations

import pytest

from commonweal.directory import changes as directory
from commonweal.directory import going_on
from commonweal.directory.sharing.changes import make_theme
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.makers import PASSWORD


@pytest.fixture
def many(here):
    """Eight more things, half of them free."""
    for number in range(8):
        fee = "Free" if number % 2 else "£2"
        directory.add_service(
            HOUSE, organization=here.choir, name=f"Walk {number}", helps_with=["moving"], fees_description=fee
        )
    return here


def test_it_may_stand_in_a_frame_and_sets_no_cookie_even_for_somebody_signed_in(many, make, client):
    client.login(username=make.account(steward=many.place).email, password=PASSWORD)
    answered = client.get("/widget/dale")
    assert answered.status_code == 200 and not answered.cookies
    assert "frame-ancestors *" in answered["Content-Security-Policy"] and "X-Frame-Options" not in answered
    assert "default-src 'self'" in answered["Content-Security-Policy"]
    body = answered.content.decode()
    assert "<script" not in body and "csrf" not in body and "Sign out" not in body
    assert "public" in answered["Cache-Control"]


def test_no_other_page_may_stand_in_a_frame(many, client):
    make_theme(HOUSE, many.place, title="Move more", rule={"helps_with": ["moving"]})
    for path in (
        "/",
        "/about",
        "/place/dale",
        "/place/dale/services",
        "/place/dale/widget",
        "/place/dale/themes",
        "/place/dale/theme/move-more",
        f"/service/{many.singing.pk}",
        "/sign-in",
        "/nowhere",
    ):
        answered = client.get(path)
        assert "frame-ancestors 'none'" in answered["Content-Security-Policy"], path
        assert answered["X-Frame-Options"] == "DENY", path


def test_it_shows_as_many_as_asked_and_says_how_many_there_are(many, client):
    body = client.get("/widget/dale").content.decode()
    assert body.count("<li>") == 5 and "See all 9" in body
    assert len(going_on.services_in(PUBLIC, many.place)) == 9
    assert client.get("/widget/dale?most=20").content.decode().count("<li>") == 9
    assert client.get("/widget/dale?most=100000").content.decode().count("<li>") == 9
    assert "See all 4" in client.get("/widget/dale?helps_with=moving&free=on").content.decode()


def test_a_search_keeps_the_filters_and_the_look(many, client):
    make_theme(HOUSE, many.place, title="Move more", rule={"helps_with": ["moving"]})
    body = client.get("/widget/dale?theme=move-more&look=dark&colour=voice&q=damp").content.decode()
    assert "0 things fit" in body and "Look in the whole directory" in body
    assert 'data-theme="dark"' in body and 'class="widget voice"' in body
    assert '<input type="hidden" name="theme" value="move-more">' in body
    assert 'name="look" value="dark"' in body
    found = client.get("/widget/dale?theme=move-more&q=walk+3").content.decode()
    assert "Walk 3" in found and "Singing" not in found


def test_what_somebody_else_types_into_its_address_does_no_harm(many, client):
    body = client.get('/widget/dale?title=<script>alert(1)</script>&look="><b>&colour=x&most=-3').content.decode()
    assert "<script" not in body and "<b>" not in body and 'class="widget here"' in body
    for path, words in (("/widget/nowhere", "cannot be shown"), ("/widget/dale?theme=none", "no theme")):
        answered = client.get(path)
        assert answered.status_code == 404 and words in answered.content.decode()
        assert "frame-ancestors *" in answered["Content-Security-Policy"]


def test_links_lead_to_full_pages_of_this_site(many, client, settings):
    body = client.get("/widget/dale?most=1").content.decode()
    assert f'href="{settings.SITE.geturl()}/service/' in body and '<base target="_blank">' in body
    assert f'href="{settings.SITE.geturl()}/place/dale/services"' in body


def test_nothing_that_is_not_for_everyone_is_in_it_whoever_looks(many, make, client):
    withhold(HOUSE, many.singing, field="fees_description", reason="x")
    walk = next(each for each in going_on.services_in(PUBLIC, many.place) if each.name == "Walk 3")
    from commonweal.directory.models import Location, Service

    withhold(HOUSE, Service.objects.get(pk=walk.id), reason="They asked for it.")
    withhold(HOUSE, Location.objects.get(name="The Hall"), field="whereabouts", reason="It is a refuge.")
    client.login(username=make.account(steward=many.place).email, password=PASSWORD)
    for asked in ("?most=20", "?most=20&q=walk", "?most=20&helps_with=moving", "?q=hall"):
        body = client.get(f"/widget/dale{asked}").content.decode()
        assert "Walk 3" not in body and "The Hall" not in body
    assert "See all 8" in client.get("/widget/dale").content.decode()


def test_the_page_that_makes_one_shows_it_and_the_lines_to_copy(many, client, settings):
    make_theme(HOUSE, many.place, title="Move more", rule={"helps_with": ["moving"]})
    body = client.get("/place/dale/widget?theme=move-more&look=light&most=10").content.decode()
    assert 'src="/widget/dale?theme=move-more&amp;most=10&amp;look=light"' in body
    assert f"&lt;iframe src=&quot;{settings.SITE.geturl()}/widget/dale?theme=move-more&amp;amp;most=10" in body
    assert "&lt;script" not in body
    assert client.get("/place/dale/widget?colour=gold").status_code == 400
