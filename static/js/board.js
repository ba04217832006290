// The committee's table: votes in steps with their sum, and a decision saved without leaving.
{
  const votesOf = (form) => ["votes_for", "votes_against", "abstentions"].map((name) => form.elements[name]);

  const tell = (form) => {
    const { digits } = form.querySelector("[data-votes]").dataset;
    const fields = votesOf(form);
    const sum = fields.reduce((total, field) => total + (Number(field.value) || 0), 0);
    const isEmpty = fields.every((field) => field.value === "");
    const all = Number(form.querySelector("[data-all]").dataset.all);
    const shown = form.querySelector("[data-sum]");
    shown.textContent = isEmpty ? "–" : [...String(sum)].map((digit) => [...digits][digit]).join("");
    shown.classList.toggle("is-wrong", !isEmpty && sum !== all);
  };

  const begin = (form) => {
    for (const button of form.querySelectorAll("button[hidden]")) button.hidden = false;
    tell(form);
  };

  const touch = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  const press = (button, form) => {
    if (button.dataset.step) {
      const field = button.parentElement.querySelector("input");
      field.value = Math.max(0, Number(field.value) + Number(button.dataset.step));
      touch(field);
    }
    if ("allFor" in button.dataset) {
      votesOf(form).forEach((field, place) => { field.value = place ? 0 : form.querySelector("[data-all]").dataset.all; });
      touch(form.elements.votes_for);
    }
    if (button.dataset.reason && !form.elements.reason.value.trim()) {
      form.elements.reason.value = button.dataset.reason;
      touch(form.elements.reason);
    }
  };

  // What stands is shown anew in every row; only the form that was sent is replaced, so that what is
  // typed in the others stays.
  const show = (form, answer) => {
    const row = form.closest("tr");
    for (const part of answer.querySelectorAll("[data-facts]")) document.getElementById(part.id)?.replaceWith(part);
    document.querySelector("[data-sums]").replaceWith(answer.querySelector("[data-sums]"));
    document.querySelector("[data-saved]").textContent = answer.querySelector(".said")?.textContent.trim() ?? "";
    const fresh = answer.getElementById(row.id);
    row.replaceWith(fresh);
    fresh.querySelectorAll("[data-decide]").forEach(begin);
    (fresh.querySelector("[data-focus]") ?? fresh.querySelector("summary"))?.focus();
  };

  const save = async (form) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-board]")) throw new Error("another page");
      show(form, page);
    } catch {
      // Signed out, or no answer: sent the plain way, the page says so itself.
      form.submit();
    }
  };

  if (document.querySelector("[data-board]")) {
    const formOf = (event) => event.target.closest?.("[data-decide]");
    document.querySelectorAll("[data-decide]").forEach(begin);
    document.addEventListener("input", (event) => { if (formOf(event)) tell(formOf(event)); });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[type=button]");
      if (button && formOf(event)) press(button, formOf(event));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) formOf(event)?.requestSubmit();
    });
    document.addEventListener("submit", (event) => {
      const form = formOf(event);
      if (!form) return;
      event.preventDefault();
      if (form.ariaBusy === "true") return;
      form.ariaBusy = "true";
      save(form).finally(() => { form.ariaBusy = "false"; });
    });
  }
}
