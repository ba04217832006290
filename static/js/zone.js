// The clock of the page is told only to those whose own shows another time.
{
  const note = document.querySelector("[data-zone]");
  const time = (timeZone) =>
    new Intl.DateTimeFormat("en", { dateStyle: "short", timeStyle: "short", timeZone }).format();
  if (note) note.hidden = time(note.dataset.zone) === time();
}
