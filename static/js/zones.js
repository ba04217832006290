// A city that is not set up yet most likely keeps the clock of the machine it is set up on.
{
  const zones = document.querySelector("select[data-guess-zone]");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A machine that keeps UTC has most likely never been told where it stands.
  const isGuess = zones && own !== "UTC" && !zones.closest("form").querySelector("[aria-invalid]");
  if (isGuess && [...zones.options].some((option) => option.value === own)) zones.value = own;
}
