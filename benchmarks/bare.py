"""The smallest Flask pages worth comparing with: one ORM SELECT of twenty rows in one template, and
one INSERT.
"""

import os

from flask import Flask, render_template_string, request
from flask_compress import Compress
from sqlalchemy import insert, select

from neighbourhood.ballots.models import OpenBallot
from neighbourhood.database import db
from neighbourhood.database.engine import init_database
from neighbourhood.projects.models import Project

PAGE = """<!doctype html><html lang="en"><title>Projects</title><h1>Projects</h1>
{% for project in projects %}<article><h2>{{ project.title }}</h2><p>{{ project.summary }}</p><p>{{ project.cost }}</p></article>
{% endfor %}"""  # noqa: E501


def application() -> Flask:
    """Build the bare application on the same database, engine settings and compression."""
    app = Flask("bare")
    app.config.update(
        SECRET_KEY="bare",
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=600,
        COMPRESS_MIMETYPES=["text/html"],
    )
    init_database(app, os.environ["DATABASE_URL"])
    Compress(app)
    round_id = int(os.environ["ROUND_ID"])

    @app.get("/")
    def projects() -> str:
        rows = db.session.scalars(
            select(Project).where(Project.round_id == round_id).order_by(Project.number).limit(20)
        ).all()
        return render_template_string(PAGE, projects=rows)

    @app.post("/")
    def put() -> tuple[str, int]:
        tag = os.urandom(32)
        db.session.execute(
            insert(OpenBallot).values(
                tag=tag, round_id=round_id, ciphertext=request.get_data()[:256]
            )
        )
        db.session.commit()
        return "", 204

    return app
