"""Why something about the city or a place is refused."""

from neighbourhood.languages import _dl, _l

REFUSALS = {
    "accent_no_colour": _dl("Write a colour with six digits, such as #0b5d5e."),
    "accent_too_pale": _dl(
        "White text on this colour has a contrast of %(contrast)s to 1; it needs at least 7 to 1. "
        "Choose a darker colour."
    ),
    "languages_none": _dl("Choose at least one language."),
    "languages_unknown": _dl("Choose only languages of the list, and each only once."),
    "languages_without_desk": _dl(
        "Choose at least one language that the desk also speaks, so that the staff can work."
    ),
    "currency_unknown": _dl("Choose a currency of the list."),
    "timezone_unknown": _dl("Choose a time zone of the list."),
    "data_licence_unknown": _dl("Choose a licence from the list."),
    "currency_in_use": _dl("The currency cannot change any more: funds have been set in it."),
    "timezone_in_use": _dl(
        "The time zone cannot change any more: dates have been announced in it."
    ),
    "city_not_set_up": _dl("Set the city up first."),
    "contact_email": _dl("Write an e-mail address such as quarter@example.org."),
    "strategy_day": _dl("Give the day of the decision, such as 2026-10-31."),
    "place_name": _dl("Give a name of at most %(most)s characters."),
    "place_slug": _dl(
        "Use small letters, figures and single hyphens, at most %(most)s characters, such as "
        "old-harbour."
    ),
    "place_slug_taken": _dl("Another place has this short name."),
    "place_parent_not_higher": _dl("The place above must stand on a higher level."),
    "place_parent_unknown": _dl("Choose one of the places of the list."),
    "place_city_exists": _dl("Only one place can be the whole city, and there is one already."),
    "place_level_in_use": _dl(
        "The level is fixed: the place has rounds, or there are places below it."
    ),
    "place_outside": _dl(
        "About %(percent)s %% of the area of %(name)s lies outside %(above)s. Correct one of the "
        "boundaries, or choose another place above."
    ),
    "tree_fixed_during_vote": _dl(
        "A vote is open in a place above. What belongs to that place can change again when the "
        "vote has ended."
    ),
    "place_has_places_below": _dl("There are places below this one. Move or delete them first."),
    "place_has_rounds": _dl("This place has rounds, so it stays."),
    "place_has_people": _dl(
        "Somebody has lived here, has asked to, or has held a role for this place, so it stays."
    ),
    "place_in_use": _dl(
        "Somebody else has used, moved or deleted this place meanwhile. Nothing was changed."
    ),
    "level_name_missing": _dl("Give both names, for one place and for many, or neither."),
    "level_name_too_long": _dl("Use at most %(most)s characters for a name."),
    "place_population": _dl("Give the number of people in figures."),
    "place_text_too_long": _dl("This text is too long: use at most %(most)s characters."),
    "holiday_unread": _dl(
        "Line %(line)s is no day with a name, such as 2026-12-25 Christmas: “%(text)s”."
    ),
    "holiday_event_unread": _dl(
        "The event that begins in line %(line)s has no day (DTSTART) or no name (SUMMARY)."
    ),
    "holiday_repeats": _dl(
        "Line %(line)s: this event repeats. Please paste each of its days by itself."
    ),
    "holiday_too_long": _dl(
        "The event that begins in line %(line)s lasts more than %(most)s days; that is no holiday."
    ),
    "holidays_too_many": _dl("There can be at most %(most)s holidays."),
    "boundary_not_json": _dl("This is not GeoJSON. Paste the whole file as the map tool wrote it."),
    "boundary_not_polygon": _dl("The boundary must be one polygon, or one multi-polygon."),
    "boundary_bad_point": _dl("Each point needs a longitude and a latitude in figures."),
    "boundary_off_the_map": _dl(
        "A point lies off the map: longitudes go from -180 to 180, latitudes from -90 to 90, in "
        "this order."
    ),
    "boundary_too_few_points": _dl(
        "Each ring needs at least four points, the last equal to the first."
    ),
    "boundary_not_closed": _dl("The boundary is not closed: the last point must equal the first."),
    "boundary_without_area": _dl("This boundary has no area."),
    "boundary_crosses_itself": _dl("The boundary crosses or touches itself."),
    "boundary_swapped": _dl(
        "Latitude and longitude seem to be swapped: read the other way round, this boundary lies "
        "in the city. Tick the box below the boundary to read it the other way round."
    ),
    "boundary_far": _dl(
        "This boundary reaches %(kilometres)s km away from the city. Correct it, or tick the box "
        "below it if it is meant."
    ),
    "boundary_overlaps": _dl(
        "About %(percent)s %% of the area is also that of %(other)s. Correct one of them, or tick "
        "the box below the boundary if it is meant."
    ),
    "file_too_large": _dl("This file is too large: at most %(most)s MB can be read."),
    "file_no_collection": _dl(
        "This is no GeoJSON FeatureCollection. Export the layer of your places as GeoJSON; each "
        "place is one feature in it."
    ),
    "file_features": _dl(
        "A file can hold from 1 to %(most)s features; there are %(found)s in this one."
    ),
    "file_in_metres": _dl(
        "The numbers in this file are no degrees; they look like metres. Export it again in "
        "WGS 84 (EPSG:4326)."
    ),
    "file_other_system": _dl(
        "This file counts in another system: %(system)s. Export it again in WGS 84 (EPSG:4326)."
    ),
    "file_missing": _dl("Paste the text of a file, or choose a file."),
    "addresses_unread": _dl(
        "These lines cannot be read: %(lines)s. Each needs a street or postcode of at most "
        "%(most)s characters, in a list of the city followed by ; and the name of the place."
    ),
    "addresses_unknown_place": _dl("There is no place of this name in these lines: %(lines)s."),
    "addresses_too_many": _dl("There can be at most %(most)s streets and postcodes."),
    "base_map_without_lines": _dl(
        "There is no line in this file. Export the river and the main streets as GeoJSON lines."
    ),
    "base_map_elsewhere": _dl(
        "All lines lie more than %(kilometres)s km away from the city. Perhaps latitude and "
        "longitude are swapped: longitude stands first."
    ),
    "base_map_too_large": _dl(
        "Even made simpler, these lines have %(found)s points; at most %(most)s can be drawn. "
        "Leave the smaller streets out."
    ),
    "import_none_ticked": _dl("Tick at least one place."),
    "import_problems": _dl("Something is still wrong with %(names)s. Correct it or untick it."),
    "import_unseen": _dl("Look at what the page says of the map, and tick that it is meant."),
    "feature_swapped": _dl(
        "Latitude and longitude seem to be swapped. Use the button that reads them swapped."
    ),
    "feature_name_taken": _dl("There is already a place of this name."),
    "feature_name_twice": _dl("This name stands here more than once."),
    "boundary_too_large": _dl("The boundary has too many points: use at most %(most)s."),
    # Read by residents, who write where their project is.
    "point_nowhere": _l(
        "There is no such point on Earth. A latitude lies between -90 and 90, a longitude between "
        "-180 and 180."
    ),
    "point_unread": _l(
        "We cannot read this point. Copy it from a map such as 43.6045, 1.4440: first the "
        "latitude, then the longitude. The link of a map will do too."
    ),
    "point_link_without": _l(
        "This link does not say where the point is; short links do not. Copy the two numbers from "
        "the map instead, such as 43.6045, 1.4440."
    ),
}
