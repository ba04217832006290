// Nothing typed is lost by accident, and the first thing heard after a refusal is why.
{
  document.querySelector("[data-focus]")?.focus();

  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    let isTouched = false;
    const ask = (event) => event.preventDefault();
    form.addEventListener("input", () => {
      if (!isTouched) addEventListener("beforeunload", ask);
      isTouched = true;
    });
    form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
  }
}
