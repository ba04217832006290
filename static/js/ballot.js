// The ballot counts itself: dots and words were written by the server, one for each number.
{
  const bar = document.querySelector("[data-ballot]");
  const form = bar?.closest("form");
  const { most, budget, pointsMost, currency, decimals } = bar?.dataset ?? {};
  const limit = Number(most ?? budget ?? pointsMost);

  const taken = () => {
    const ticked = [...form.querySelectorAll("[data-choice] input:checked")];
    if (budget) return ticked.reduce((sum, box) => sum + Number(box.dataset.amount), 0);
    if (pointsMost) return [...form.querySelectorAll("[data-points]")].reduce((sum, box) => sum + Number(box.value || 0), 0);
    return ticked.length;
  };

  const money = (amount) =>
    new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" })
      .format(amount / 10 ** decimals);

  const tellSum = (amount) => {
    const words = bar.querySelector("[data-sum]");
    words.hidden = amount > limit;
    words.querySelector("[data-pattern]").textContent = words.querySelector("[data-pattern]").dataset.pattern.replace("{}", money(amount));
    words.querySelector("[data-pattern-left]").textContent = words.querySelector("[data-pattern-left]").dataset.patternLeft.replace("{}", money(limit - amount));
  };

  const tell = () => {
    const amount = taken();
    const isOver = amount > limit;
    bar.classList.toggle("is-over", isOver);
    for (const words of bar.querySelectorAll("[data-count]")) words.hidden = words.dataset.count !== (isOver ? "over" : String(amount));
    bar.querySelectorAll("[data-dots] .dot").forEach((dot, index) => dot.classList.toggle("dot-on", index < amount));
    if (budget) tellSum(amount);
  };

  if (form) {
    bar.querySelector("[data-rule]").hidden = true;
    bar.querySelector("[data-counts]").hidden = false;
    form.addEventListener("input", (event) => {
      const card = event.target.closest("[data-choice]");
      card?.classList.toggle("is-chosen", event.target.checked || Number(event.target.value) > 0 && event.target.type === "number");
      tell();
      card?.scrollIntoView({ block: "nearest" });
    });
    addEventListener("pageshow", tell);
    tell();
  }
}
