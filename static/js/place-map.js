// A click on the map to choose a place puts the point there at once; without scripts the page is
// sent and comes back with it. The arrow keys move the point.
{
  const map = document.querySelector(".map-image[data-west]");
  const field = document.querySelector("#point");
  const said = document.querySelector("#map-status");
  const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  if (map && field) {
    const west = Number(map.dataset.west), north = Number(map.dataset.north);
    const width = Number(map.dataset.east) - west, height = Number(map.dataset.south) - north;
    let here = [0.5, 0.5];
    const known = field.value.match(/^(-?[\d.]+), (-?[\d.]+)$/);
    if (known) here = [(Number(known[2]) - west) / width, (Number(known[1]) - north) / height];
    const put = (across, down) => {
      here = [across, down].map((share) => Math.max(0, Math.min(1, share)));
      const point = [north + here[1] * height, west + here[0] * width].map((n) => n.toFixed(6));
      field.value = point.join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (said) said.textContent = field.value;
      const address = new URL(map.src);
      address.searchParams.set("at", point.join(","));
      map.src = address.href;
    };
    map.addEventListener("click", (event) => {
      event.preventDefault();
      // Pressed by keyboard: the point appears where it was last, at first in the middle.
      if (event.detail === 0) put(...here);
      else put(event.offsetX / map.clientWidth, event.offsetY / map.clientHeight);
    });
    map.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      put(here[0] + step[0] / 50, here[1] + step[1] / 50);
    });
  }
}
