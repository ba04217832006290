"""The city's colour as a stylesheet, readable on light and on dark pages."""

from neighbourhood.colours import contrast, is_colour, mixed, readable_on

__all__ = ["DARK_CARD", "LIGHT_CARD", "contrast", "is_colour", "mixed", "readable_on", "stylesheet"]

LIGHT_CARD, DARK_CARD = "#ffffff", "#1b2427"


def stylesheet(colour: str) -> str:
    """Return the custom properties of the city's colour for light and dark pages."""
    dark = readable_on(colour, DARK_CARD, "#ffffff")
    soft, dark_soft = mixed(colour, LIGHT_CARD, 0.88), mixed(colour, DARK_CARD, 0.72)
    return (
        f":root{{--accent:{colour};--accent-ink:#ffffff;--accent-soft:{soft};}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--accent:{dark};--accent-ink:#10181b;--accent-soft:{dark_soft};}}}}"
    )
