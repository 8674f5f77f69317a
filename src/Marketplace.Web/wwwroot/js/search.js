// Suggestions while typing, as an ARIA combobox. Without this file the search box is a plain search box.
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  const id = "suggestions-" + Math.random().toString(36).slice(2);
  Object.assign(list, { id, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  input.after(list);
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox"); set("aria-autocomplete", "list"); set("aria-controls", id); set("aria-expanded", "false");
  const zh = document.documentElement.lang.startsWith("zh");
  let active = -1, asked = 0, timer;

  const close = () => { list.hidden = true; active = -1; set("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = to => {
    const options = [...list.children];
    active = (to + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", i === active));
    set("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const show = items => {
    list.replaceChildren(...items.map((item, i) => {
      const option = document.createElement("li");
      option.id = id + "-" + i;
      option.dataset.url = item.url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = (zh ? item.label.zh || item.label.en : item.label.en || item.label.zh);
      option.addEventListener("mousedown", event => { event.preventDefault(); location.assign(item.url); });
      return option;
    }));
    active = -1;
    list.hidden = items.length === 0;
    set("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const mine = ++asked, text = input.value.trim();
    if (text.length < 2) return close();
    try {
      const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text));
      const items = answer.ok ? (await answer.json()).items : [];
      if (mine === asked && document.activeElement === input) show(items);
    } catch { close(); }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
}

// The address of a search is its whole state, so what was left empty stays out of it.
for (const form of document.querySelectorAll('form[action="/search"]')) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value !== "") continue;
      const given = formData.getAll(name).filter(it => it !== "");
      formData.delete(name);
      for (const it of given) formData.append(name, it);
    }
  });
}
