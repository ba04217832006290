// An open list closes with Escape or a press beside it; without this it closes as it opened.
{
  const open = () => document.querySelectorAll("details[data-closes][open]");
  addEventListener("click", (event) => {
    for (const list of open()) if (!list.contains(event.target)) list.open = false;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const list of open()) {
      list.open = false;
      list.querySelector("summary").focus();
    }
  });
}
