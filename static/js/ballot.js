// The ballot counts itself: dots and words were written by the server, one for each number.
{
  const bar = document.querySelector("[data-ballot]");
  const form = bar?.closest("form");
  const most = Number(bar?.dataset.most);

  const tell = () => {
    const ticked = form.querySelectorAll("[data-choice] input:checked").length;
    const isOver = ticked > most;
    bar.classList.toggle("is-over", isOver);
    for (const words of bar.querySelectorAll("[data-count]")) words.hidden = words.dataset.count !== (isOver ? "over" : String(ticked));
    bar.querySelectorAll("[data-dots] .dot").forEach((dot, index) => dot.classList.toggle("dot-on", index < ticked));
  };

  if (form) {
    bar.querySelector("[data-rule]").hidden = true;
    bar.querySelector("[data-counts]").hidden = false;
    form.addEventListener("input", (event) => {
      const card = event.target.closest("[data-choice]");
      card?.classList.toggle("is-chosen", event.target.checked);
      tell();
      card?.scrollIntoView({ block: "nearest" });
    });
    addEventListener("pageshow", tell);
    tell();
  }
}

// Back after casting leads to the ballot, not to a page that can only be had by sending a form again.
for (const form of document.querySelectorAll("form[data-back]")) {
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.name) history.replaceState(null, "", form.dataset.back);
  });
}
