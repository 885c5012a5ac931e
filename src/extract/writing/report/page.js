"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  // The table of counts: sorted by its heads, filtered by words and status.
  const table = byId("count-table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = new Map(); // read when they are first asked for
  const textOf = (row) => texts.get(row) ?? texts.set(row, row.textContent.toLowerCase()).get(row);
  const filter = () => {
    const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = byId("status").value;
    let shown = 0;
    for (const row of rows) {
      const fits = (!status || row.dataset.status === status) && words.every((word) => textOf(row).includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    }
    byId("shown").textContent = `${shown} of ${rows.length}`;
  };
  byId("words").addEventListener("input", filter);
  byId("status").addEventListener("change", filter);
  filter();

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const numeric = head.dataset.key === "number";
      const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
      const keyed = rows.map((row) => [value(row), row]);
      keyed.sort(([one], [other]) => {
        if (one === "" || other === "") return (one === "") - (other === ""); // what is not known stands last
        const order = numeric ? one - other : one.localeCompare(other);
        return down ? -order : order;
      });
      body.append(...keyed.map(([, row]) => row));
    });
  });

  // A link to a row that the filter hides ends the filter.
  addEventListener("hashchange", () => {
    const target = byId(location.hash.slice(1));
    if (!target || !target.hidden) return;
    byId("words").value = byId("status").value = "";
    filter();
    target.scrollIntoView();
  });

  for (const button of document.querySelectorAll(".unfold")) {
    button.dataset.all = button.textContent;
    button.addEventListener("click", () => {
      const unfolded = button.parentElement.classList.toggle("unfolded");
      button.setAttribute("aria-expanded", unfolded);
      button.textContent = unfolded ? "Show fewer" : button.dataset.all;
    });
  }

  // The charts. Their expressions are interpreted, not compiled: the page's policy allows no other script.
  const tip = byId("tip");
  const tell = (handler, event, item) => {
    const text = item && item.datum && (item.datum.tip ?? item.datum.properties?.tip);
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const { innerWidth, innerHeight } = window;
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(4, Math.min(event.clientY + 12, innerHeight - tip.offsetHeight - 8))}px`;
  };
  const draw = async (name, specification) => {
    const place = document.querySelector(`[data-chart="${name}"]`);
    if (name === "world") specification.height = Math.min(specification.height, place.clientWidth * 0.5);
    const { view } = await vegaEmbed(place, specification, { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: false });
    view.addEventListener("mousemove", (event, item) => tell(null, event, item));
    view.addEventListener("mouseout", () => { tip.hidden = true; });
    view.addEventListener("click", (event, item) => {
      const href = item && item.datum && (item.datum.href ?? item.datum.properties?.href);
      if (!href) return;
      tip.hidden = true;
      location.hash = href;
    });
    place.dataset.drawn = Math.round(performance.now()); // milliseconds since the page was asked for
  };
  const charts = JSON.parse(byId("charts").textContent);
  const all = async () => {
    for (const [name, specification] of Object.entries(charts)) await draw(name, specification);
  };
  // The library stands behind this script, so that the tables need not wait for it.
  addEventListener("DOMContentLoaded", () => setTimeout(all));
})();
