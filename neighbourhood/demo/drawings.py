"""Pictures of the demo city's projects, drawn here in flat colours; they are under the licence of
the program.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

#: Each drawing stands on a field of 600 by 400.
WIDTH, HEIGHT = 600, 400
LARGE, SMALL = (900, 600), (400, 267)
#: Drawn larger and made smaller, so that slanted edges come out smooth.
FINER = 4
PAPER, SAND, STONE, INK = "#fbf8f3", "#ecdfc8", "#c9bfae", "#1d2a2f"
SKY, DUSK, NIGHT, WATER = "#dcebf5", "#f7d9b8", "#23405a", "#7fb6d3"
LEAF, LEAF_DARK, LEAF_SOFT, GRASS = "#5f9e58", "#3f7d3a", "#a9cf9f", "#c5dfb4"
SUN, CLAY, CLAY_SOFT, TEAL, TEAL_SOFT = "#f2b134", "#c4532e", "#e8a285", "#0b5d5e", "#8cc5c0"
PLUM, WOOD, WHITE = "#7c4a7d", "#9a6a43", "#ffffff"
Points = Sequence[tuple[float, float]]


class Pen:
    """Draws shapes in the units of the field."""

    def __init__(self, draw: "ImageDraw") -> None:
        self.draw = draw

    def box(self, x: float, y: float, right: float, bottom: float, fill: str) -> None:
        """Draw a rectangle."""
        self.draw.rectangle(self._at([(x, y), (right, bottom)]), fill=fill)

    def round(self, x: float, y: float, radius: float, fill: str, tall: float = 1) -> None:
        """Draw a circle around a point, or an ellipse `tall` times as high as wide."""
        high = radius * tall
        self.draw.ellipse(self._at([(x - radius, y - high), (x + radius, y + high)]), fill=fill)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float = 6) -> None:
        """Draw a circle's line."""
        corners = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self.draw.ellipse(corners, outline=colour, width=round(width * FINER / 2))

    def area(self, points: Points, fill: str) -> None:
        """Draw a polygon."""
        self.draw.polygon(self._at(points), fill=fill)

    def line(self, points: Points, colour: str, width: float = 6) -> None:
        """Draw a line through points."""
        self.draw.line(self._at(points), fill=colour, width=round(width * FINER / 2), joint="curve")

    def ground(self, sky: str, earth: str, horizon: float = 290) -> None:
        """Fill the field with sky and earth."""
        self.box(0, 0, WIDTH, horizon, sky)
        self.box(0, horizon, WIDTH, HEIGHT, earth)

    def tree(self, x: float, foot: float, size: float = 1) -> None:
        """Draw a tree that stands at a point."""
        self.box(x - 7 * size, foot - 90 * size, x + 7 * size, foot, WOOD)
        for dx, dy, radius, fill in (
            (-32, -110, 42, LEAF_DARK),
            (32, -115, 44, LEAF_DARK),
            (0, -150, 52, LEAF),
        ):
            self.round(x + dx * size, foot + dy * size, radius * size, fill)

    def bench(self, x: float, y: float, wide: float = 150) -> None:
        """Draw a bench from a point to the right."""
        for height in (0, 22, 56):
            self.box(x, y + height, x + wide, y + height + 13, CLAY)
        for leg in (x + 16, x + wide - 26):
            self.box(leg, y, leg + 10, y + 95, INK)

    def house(self, x: float, foot: float, wide: float, high: float, fill: str) -> None:
        """Draw a house with windows."""
        self.box(x, foot - high, x + wide, foot, fill)
        self.area([(x - 8, foot - high), (x + wide / 2, foot - high - 45),
                   (x + wide + 8, foot - high)], CLAY)  # fmt: skip
        for dx in (wide * 0.2, wide * 0.6):
            for dy in range(25, int(high) - 40, 55):
                self.box(x + dx, foot - high + dy, x + dx + 22, foot - high + dy + 30, WHITE)

    def person(self, x: float, foot: float, fill: str, size: float = 1) -> None:
        """Draw somebody who stands at a point."""
        self.area([(x - 20 * size, foot), (x - 13 * size, foot - 70 * size),
                   (x + 13 * size, foot - 70 * size), (x + 20 * size, foot)], fill)  # fmt: skip
        self.round(x, foot - 88 * size, 16 * size, WOOD)

    def _at(self, points: Points) -> list[tuple[float, float]]:
        return [(x * FINER / 2, y * FINER / 2) for x, y in points]


def _shade(pen: Pen) -> None:
    pen.ground(SKY, GRASS)
    pen.round(510, 80, 42, SUN)
    pen.tree(120, 310, 1.2)
    pen.tree(470, 320, 1.35)
    pen.bench(220, 250, 170)


def _bicycle(pen: Pen) -> None:
    pen.ground(SKY, SAND)
    pen.house(30, 290, 110, 190, CLAY_SOFT)
    for x in (420, 480, 540):
        pen.line([(x, 350), (x, 270), (x + 36, 270), (x + 36, 350)], TEAL, 9)
    for x in (190, 350):
        pen.ring(x, 300, 58, INK, 8)
    pen.line([(190, 300), (240, 210), (320, 210), (350, 300)], CLAY, 10)
    pen.line([(190, 300), (270, 300), (320, 210)], CLAY, 10)
    pen.line([(240, 210), (270, 300)], CLAY, 10)
    pen.line([(240, 210), (232, 190), (215, 190), (255, 190)], INK, 9)
    pen.line([(320, 210), (312, 175), (345, 170)], INK, 9)


def _playground(pen: Pen) -> None:
    pen.ground(SKY, GRASS)
    pen.tree(70, 300)
    pen.line([(150, 350), (200, 110), (400, 110), (450, 350)], CLAY, 13)
    for x, colour in ((255, SUN), (345, TEAL)):
        pen.line([(x - 20, 110), (x - 20, 280)], INK, 4)
        pen.line([(x + 20, 110), (x + 20, 280)], INK, 4)
        pen.box(x - 28, 280, x + 28, 293, colour)
    pen.area([(470, 190), (500, 190), (590, 350), (550, 350)], PLUM)
    pen.round(120, 360, 20, SUN)


def _mural(pen: Pen) -> None:
    pen.ground(SKY, STONE, 330)
    pen.box(50, 70, 550, 330, PAPER)
    pen.area([(50, 330), (50, 210), (200, 130), (340, 330)], LEAF)
    pen.area([(250, 330), (410, 150), (550, 240), (550, 330)], TEAL)
    pen.round(420, 140, 48, SUN)
    pen.round(190, 170, 30, PLUM)
    pen.area([(80, 330), (160, 240), (240, 330)], CLAY)
    pen.line([(500, 380), (470, 120)], WOOD, 8)
    pen.line([(540, 380), (510, 120)], WOOD, 8)
    for y in range(150, 370, 36):
        pen.line([(478 + (y - 150) / 9, y), (516 + (y - 150) / 9, y)], WOOD, 7)


def _fountain(pen: Pen) -> None:
    pen.ground(SKY, SAND)
    pen.tree(70, 300, 0.9)
    pen.tree(540, 300, 0.9)
    for side in (-1, 1):
        pen.line([(300, 150), (300 + side * 45, 125), (300 + side * 75, 200)], WATER, 11)
    pen.box(285, 150, 315, 290, STONE)
    pen.area([(180, 200), (420, 200), (380, 240), (220, 240)], STONE)
    pen.area([(110, 290), (490, 290), (460, 360), (140, 360)], STONE)
    pen.area([(130, 290), (470, 290), (462, 312), (138, 312)], WATER)


def _garden(pen: Pen) -> None:
    pen.ground(SKY, GRASS, 230)
    pen.area([(390, 230), (390, 140), (470, 90), (550, 140), (550, 230)], TEAL_SOFT)
    for x in (430, 470, 510):
        pen.line([(x, 110), (x, 230)], WHITE, 5)
    for row, y in enumerate((250, 320)):
        for x in (40, 230, 420):
            pen.box(x, y, x + 150, y + 46, WOOD)
            for plant in range(5):
                pen.round(x + 18 + plant * 29, y - 4, 15, (LEAF, LEAF_DARK, SUN, CLAY)[
                    (plant + row + x // 100) % 4])  # fmt: skip


def _books(pen: Pen) -> None:
    pen.ground(DUSK, WOOD, 350)
    colours = (CLAY, TEAL, SUN, PLUM, LEAF_DARK, CLAY_SOFT, NIGHT)
    for shelf, y in enumerate((60, 205)):
        pen.box(70, y + 125, 530, y + 138, WOOD)
        x = 80.0
        for number in range(14):
            wide = 22 + (number * 7 + shelf * 5) % 14
            high = 84 + (number * 13 + shelf * 9) % 38
            pen.box(x, y + 125 - high, x + wide, y + 125, colours[(number + shelf * 3) % 7])
            x += wide + 3
    pen.box(58, 40, 72, 350, WOOD)
    pen.box(528, 40, 542, 350, WOOD)


def _cinema(pen: Pen) -> None:
    pen.ground(NIGHT, "#16293a", 300)
    pen.round(520, 60, 26, PAPER)
    pen.box(120, 60, 480, 260, WHITE)
    pen.area([(120, 260), (220, 150), (300, 260)], TEAL_SOFT)
    pen.area([(230, 260), (350, 130), (480, 260)], LEAF_SOFT)
    pen.round(400, 110, 24, SUN)
    for x, colour in zip(
        range(90, 560, 70), (CLAY, SUN, PLUM, TEAL, CLAY_SOFT, LEAF, SUN), strict=True
    ):
        pen.round(x, 330, 20, WOOD)
        pen.round(x, 400, 38, colour)


def _crossing(pen: Pen) -> None:
    pen.ground(SKY, "#8b989d", 250)
    pen.house(20, 250, 120, 150, CLAY_SOFT)
    pen.house(160, 250, 120, 190, SAND)
    pen.tree(520, 260, 1.1)
    for x in range(150, 480, 70):
        pen.area([(x, 265), (x + 36, 265), (x + 18, 390), (x - 32, 390)], WHITE)
    pen.box(0, 250, WIDTH, 264, STONE)
    pen.person(350, 330, TEAL, 1.1)
    pen.person(405, 335, SUN, 0.75)


def _tools(pen: Pen) -> None:
    pen.ground(TEAL_SOFT, WOOD, 300)
    pen.box(60, 40, 540, 230, PAPER)
    for x, colour in ((120, CLAY), (220, TEAL), (320, PLUM)):
        pen.box(x - 8, 90, x + 8, 210, WOOD)
        pen.box(x - 34, 66, x + 34, 98, colour)
    pen.line([(420, 80), (420, 205)], INK, 13)
    pen.ring(420, 72, 22, INK, 13)
    pen.line([(480, 70), (480, 140)], STONE, 11)
    pen.box(469, 140, 491, 210, SUN)
    pen.box(60, 300, 540, 330, CLAY_SOFT)
    pen.box(90, 330, 112, 400, CLAY_SOFT)
    pen.box(488, 330, 510, 400, CLAY_SOFT)
    pen.box(240, 250, 360, 300, CLAY)
    pen.line([(275, 250), (275, 232), (325, 232), (325, 250)], INK, 8)


def _stage(pen: Pen) -> None:
    pen.ground(DUSK, GRASS, 310)
    pen.area([(90, 120), (300, 40), (510, 120)], CLAY)
    for x in (110, 230, 360, 480):
        pen.box(x, 120, x + 10, 300, PAPER)
    pen.box(80, 290, 520, 330, WOOD)
    for x, colour in ((190, TEAL), (300, PLUM), (410, SUN)):
        pen.person(x, 290, colour)
    for x, y in ((250, 90), (350, 84)):
        pen.round(x, y + 10, 9, PAPER)
        pen.line([(x + 8, y + 10), (x + 8, y - 22), (x + 24, y - 16)], PAPER, 5)


def _solar(pen: Pen) -> None:
    pen.ground(SKY, GRASS, 330)
    pen.round(90, 90, 48, SUN)
    pen.box(130, 210, 520, 350, SAND)
    pen.area([(100, 215), (210, 95), (560, 95), (550, 215)], CLAY)
    for column in range(4):
        for row in range(2):
            x, y = 205 + column * 84 - row * 32, 110 + row * 48
            pen.area([(x + 26, y), (x + 98, y), (x + 72, y + 40), (x, y + 40)], NIGHT)
            pen.line([(x + 62, y), (x + 36, y + 40)], TEAL_SOFT, 3)
    for x in (170, 260, 350, 440):
        pen.box(x, 250, x + 44, 300, TEAL_SOFT)


def _pond(pen: Pen) -> None:
    pen.ground(SKY, GRASS, 220)
    pen.tree(80, 240, 0.9)
    pen.round(320, 320, 240, WATER, 0.32)
    for x in (110, 135, 520, 545, 500):
        pen.line([(x, 320), (x + 6, 220)], LEAF_DARK, 7)
        pen.round(x + 6, 222, 8, WOOD, 2.4)
    pen.area([(300, 400), (380, 400), (350, 300), (320, 300)], WOOD)
    for x in (220, 430):
        pen.round(x, 330, 26, LEAF, 0.4)
    pen.round(225, 322, 8, CLAY_SOFT)


def _table(pen: Pen) -> None:
    pen.ground(DUSK, SAND, 320)
    for x, colour in ((120, TEAL), (230, CLAY), (370, PLUM), (480, LEAF_DARK)):
        pen.person(x, 300, colour, 1.5)
    pen.box(50, 262, 550, 290, WOOD)
    for leg in (80, 505):
        pen.box(leg, 290, leg + 16, 390, WOOD)
    for x in (140, 260, 345, 460):
        pen.box(x - 14, 236, x + 14, 262, WHITE)
        pen.ring(x + 16, 248, 8, WHITE, 5)
    pen.round(300, 246, 26, SUN, 0.6)


def _bus(pen: Pen) -> None:
    pen.ground(SKY, STONE, 310)
    pen.house(20, 310, 110, 170, SAND)
    pen.tree(560, 310, 0.9)
    pen.box(120, 130, 520, 320, TEAL)
    pen.box(120, 260, 520, 276, SUN)
    for x in range(140, 420, 75):
        pen.box(x, 155, x + 60, 225, SKY)
    pen.box(440, 155, 500, 310, SKY)
    for x in (200, 440):
        pen.round(x, 325, 38, INK)
        pen.round(x, 325, 16, STONE)


def _net(pen: Pen) -> None:
    pen.ground(SKY, CLAY_SOFT, 250)
    pen.tree(60, 255, 0.8)
    pen.tree(150, 255, 0.7)
    pen.area([(90, 270), (510, 270), (580, 380), (20, 380)], CLAY)
    pen.line([(300, 270), (300, 380)], PAPER, 5)
    pen.box(296, 150, 304, 340, INK)
    for y in range(160, 250, 18):
        pen.line([(240, y + 12), (360, y - 12)], PAPER, 3)
    pen.round(430, 170, 26, SUN)
    pen.person(180, 350, TEAL)
    pen.person(440, 350, PLUM)


def _lamps(pen: Pen) -> None:
    pen.ground(NIGHT, "#2c4a3a", 270)
    pen.area([(250, 270), (350, 270), (520, 400), (80, 400)], STONE)
    for x, foot, size in ((120, 340, 1.2), (480, 340, 1.2), (220, 285, 0.7), (380, 285, 0.7)):
        pen.round(x, foot - 190 * size, 44 * size, "#56705a")
        pen.line([(x, foot), (x, foot - 180 * size)], INK, 9 * size)
        pen.round(x, foot - 190 * size, 18 * size, SUN)
    pen.person(300, 360, CLAY)


def _oven(pen: Pen) -> None:
    pen.ground(SKY, GRASS)
    pen.tree(80, 300)
    pen.box(180, 240, 480, 350, STONE)
    pen.round(330, 240, 130, CLAY_SOFT)
    pen.box(180, 240, 480, 262, STONE)
    pen.round(330, 225, 52, INK)
    pen.box(270, 226, 390, 262, STONE)
    pen.area([(305, 226), (330, 180), (355, 226)], SUN)
    pen.box(410, 80, 440, 170, CLAY)
    for x in (240, 330, 420):
        pen.round(x, 312, 34, SUN, 0.5)


#: Name of a drawing -> how it is drawn.
MOTIFS: dict[str, Callable[[Pen], None]] = {
    "shade": _shade,
    "bicycle": _bicycle,
    "playground": _playground,
    "mural": _mural,
    "fountain": _fountain,
    "garden": _garden,
    "books": _books,
    "cinema": _cinema,
    "crossing": _crossing,
    "tools": _tools,
    "stage": _stage,
    "solar": _solar,
    "pond": _pond,
    "table": _table,
    "bus": _bus,
    "net": _net,
    "lamps": _lamps,
    "oven": _oven,
}


@cache
def drawn(motif: str) -> tuple[bytes, bytes]:
    """Return a drawing as WebP, large and small."""
    # Loaded here: nothing but the demo draws.
    from PIL import Image, ImageDraw

    field = (WIDTH * FINER // 2, HEIGHT * FINER // 2)
    picture = Image.new("RGB", field, PAPER)
    MOTIFS[motif](Pen(ImageDraw.Draw(picture)))
    copies = []
    for size in (LARGE, SMALL):
        out = io.BytesIO()
        picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=1.5).save(
            out, "WEBP", quality=82, method=0
        )
        copies.append(out.getvalue())
    return copies[0], copies[1]
