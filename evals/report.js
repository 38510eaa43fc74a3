"use strict";
const form = document.querySelector(".filters");
const items = [...document.querySelectorAll("details.item")].map((node) => ({ node, said: node.textContent.toLowerCase() }));
const shows = {
  all: () => true,
  failed: (d) => d.passed === "no",
  breach: (d) => d.breach === "yes",
  worse: (d) => d.change === "worse",
  better: (d) => d.change === "better",
  new: (d) => d.change === "new",
};
function filter() {
  const { show, slice, text } = Object.fromEntries(new FormData(form));
  const wanted = text.trim().toLowerCase();
  let count = 0;
  for (const { node, said } of items) {
    const seen = shows[show](node.dataset) && (!slice || node.dataset.slice === slice) && said.includes(wanted);
    node.hidden = !seen;
    count += seen;
  }
  form.querySelector("output").value = `${count} of ${items.length}`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
