// A city that is not set up yet most likely keeps the clock of the machine it is set up on.
{
  const zones = document.querySelector("select[data-guess-zone]");
  const named = (zone) => Intl.DateTimeFormat("en", zone ? { timeZone: zone } : {}).resolvedOptions().timeZone;
  // A machine that keeps UTC has most likely never been told where it stands.
  if (zones && named() !== "UTC" && !zones.closest("form").querySelector("[aria-invalid]")) {
    // Kolkata was Calcutta: the list and the browser may each keep another of a zone's names.
    const own = [...zones.options].find((option) => option.value && named(option.value) === named());
    if (own) zones.value = own.value;
  }
}
