"use strict";

const byId = (id) => document.getElementById(id);

/** Makes an element with attributes and children; text is set as text, never as HTML. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// Requests

let token = sessionStorage.getItem("token");

async function request(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (response.status === 401) askForToken();
  if (!response.ok) {
    const fault = await response.json().catch(() => ({}));
    throw new Error(fault.error || `The server answered ${response.status}.`);
  }
  return response.json();
}

function askForToken() {
  byId("access-fault").textContent = token ? "That token is not the right one." : "";
  byId("access").hidden = false;
  document.querySelector("main").hidden = true;
  byId("token").focus();
}

byId("access").addEventListener("submit", (event) => {
  event.preventDefault();
  token = byId("token").value.trim();
  sessionStorage.setItem("token", token);
  byId("access").hidden = true;
  document.querySelector("main").hidden = false;
  start();
});

// Discord's Markdown, as far as the bot writes it

/** The parts of a line: text, bold, italics, links, times. */
function inline(text) {
  const fragment = document.createDocumentFragment();
  let plain = "";
  const flush = () => {
    if (plain) fragment.append(plain);
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const link = /^\[((?:\\.|[^\]\\])*)\]\(<(https?:[^>]*)>\)/.exec(rest);
    const time = /^<t:(\d+):[a-zA-Z]>/.exec(rest);
    const code = /^`([^`]+)`/.exec(rest);
    const bold = rest.startsWith("**") ? closing(rest, "**") : -1;
    const italics = bold < 0 && rest.startsWith("*") ? closing(rest, "*") : -1;
    if (rest[0] === "\\" && rest.length > 1) {
      plain += rest[1];
      at += 2;
    } else if (link) {
      flush();
      const target = { href: link[2], rel: "noreferrer noopener", target: "_blank" };
      fragment.append(make("a", target, inline(link[1])));
      at += link[0].length;
    } else if (time) {
      plain += new Date(Number(time[1]) * 1000).toLocaleString();
      at += time[0].length;
    } else if (code) {
      flush();
      fragment.append(make("code", {}, code[1]));
      at += code[0].length;
    } else if (bold > 0) {
      flush();
      fragment.append(make("strong", {}, inline(rest.slice(2, bold))));
      at += bold + 2;
    } else if (italics > 0) {
      flush();
      fragment.append(make("em", {}, inline(rest.slice(1, italics))));
      at += italics + 1;
    } else {
      plain += rest[0];
      at += 1;
    }
  }
  flush();
  return fragment;
}

/** Where an unescaped mark closes what the same mark opens at the start; -1 if it does not. */
function closing(text, mark) {
  for (let at = mark.length; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text.startsWith(mark, at) && at > mark.length) {
      if (mark === "*" && text.startsWith("**", at)) at += 1;
      else return at;
    }
  }
  return -1;
}

/** Lines: paragraphs, subtext, items of lists. */
function markdown(text) {
  const fragment = document.createDocumentFragment();
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*- (.*)$/.exec(line);
    if (item) {
      if (!list) {
        list = make("ul");
        fragment.append(list);
      }
      list.append(make("li", {}, inline(item[1])));
      continue;
    }
    list = null;
    if (line.startsWith("-# ")) fragment.append(make("p", { class: "small" }, inline(line.slice(3))));
    else fragment.append(make("p", {}, inline(line)));
  }
  return fragment;
}

// Messages

let botName = "Engram";
let language = "en";
let previous = null;

function say(question) {
  byId("log").append(make("article", { class: "message" }, make("span", { class: "from" }, "You"), make("p", {}, question)));
}

/** Shows a message of the bot; one that takes another's place is drawn into it. */
function show(reply, pressed) {
  const message = render(reply);
  if (reply.update && pressed) {
    const label = document.activeElement && document.activeElement.textContent;
    pressed.replaceWith(message);
    const same = [...message.querySelectorAll("button:not(:disabled)")].find((button) => button.textContent === label);
    (same || message).focus();
  } else {
    byId("log").append(message);
  }
  message.scrollIntoView({ block: "nearest" });
}

function render(reply) {
  const element = make("article", { class: "message", tabindex: "-1" });
  element.append(make("span", { class: "from" }, botName), make("span", { class: "badge" }, "APP"));
  if (reply.private) element.append(make("span", { class: "only" }, "In Discord only you would see this."));
  const { content, embeds = [], components } = reply.message;
  if (content) element.append(markdown(content));
  for (const embed of embeds) element.append(renderEmbed(embed));
  for (const component of components) element.append(renderComponent(component, reply.message, element));
  return element;
}

/** A component of a message: of its own or within a card. */
function renderComponent(component, message, element) {
  switch (component.type) {
    case 10: return renderText(component.content);
    case 14: return make("hr");
    case 17: return renderCard(component, message, element);
    default: return renderRow(component, message, element);
  }
}

const edge = (color) => `#${color.toString(16).padStart(6, "0")}`;

function renderCard(card, message, element) {
  const rendered = make("div", { class: "embed" });
  rendered.style.borderLeftColor = edge(card.accent_color);
  for (const component of card.components) rendered.append(renderComponent(component, message, element));
  return rendered;
}

function renderText(content) {
  const heading = /^### (.*)$/.exec(content);
  if (heading) return make("h3", { lang: language }, inline(heading[1]));
  return make("div", { class: "text", lang: language }, markdown(content));
}

function renderEmbed(embed) {
  const element = make("div", { class: "embed" });
  if (embed.color != null) element.style.borderLeftColor = edge(embed.color);
  element.append(make("div", { lang: language }, markdown(embed.description)));
  if (embed.footer) element.append(make("div", { class: "footer" }, embed.footer.text));
  return element;
}

function renderRow(row, message, element) {
  const rendered = make("div", { class: "row" });
  for (const component of row.components) {
    rendered.append(component.type === 3 ? renderSelect(component, message, element) : renderButton(component, message, element));
  }
  return rendered;
}

function renderButton(component, message, element) {
  const button = make("button", { type: "button", class: component.style === 1 && "primary", disabled: component.disabled });
  // What an emoji shows, the label says.
  if (component.emoji) button.append(make("span", { "aria-hidden": "true" }, `${component.emoji.name} `));
  button.append(component.label);
  button.addEventListener("click", () => press(component.custom_id, null, message, element));
  return button;
}

function renderSelect(component, message, element) {
  const select = make("select", { "aria-label": component.placeholder });
  select.append(make("option", { value: "" }, component.placeholder));
  for (const option of component.options) select.append(make("option", { value: option.value }, option.label));
  select.addEventListener("change", () => {
    if (select.value) press(component.custom_id, select.value, message, element);
  });
  return select;
}

async function press(custom_id, value, message, element) {
  const body = { custom_id, value, components: message.components };
  await attempt(async () => show(await request("press", body), element));
}

async function attempt(work) {
  try {
    await work();
  } catch (fault) {
    byId("log").append(make("p", { class: "fault" }, fault.message));
  }
}

// Asking

const field = byId("question");
const listbox = byId("suggestions");
let choices = [];
let picked = -1;
let typing = 0;

async function ask(question, shown) {
  close();
  field.value = "";
  say(shown);
  await attempt(async () => {
    show(await request("ask", { question, previous }));
    previous = shown;
  });
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const choice = choices[picked];
  if (choice) ask(choice.value, choice.name);
  else if (field.value.trim()) ask(field.value, field.value);
});

byId("commands").addEventListener("click", (event) => {
  const name = event.target.dataset.command;
  if (!name) return;
  say(`/${name}`);
  attempt(async () => show(await request("command", { name })));
});

field.addEventListener("input", async () => {
  const turn = (typing += 1);
  const typed = field.value;
  const found = typed.trim() ? await request("suggest", { typed }).catch(() => []) : [];
  // An answer that comes after the next letter is late.
  if (turn === typing) offer(found);
});

function offer(found) {
  choices = found;
  picked = -1;
  listbox.replaceChildren(...found.map((choice, index) => {
    const option = make("li", { role: "option", id: `suggestion-${index}`, "aria-selected": "false" }, choice.name);
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      ask(choice.value, choice.name);
    });
    return option;
  }));
  listbox.hidden = found.length === 0;
  field.setAttribute("aria-expanded", String(found.length > 0));
  field.removeAttribute("aria-activedescendant");
}

function close() {
  typing += 1;
  offer([]);
}

function pick(index) {
  picked = index;
  [...listbox.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  if (index < 0) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  field.setAttribute("aria-activedescendant", `suggestion-${index}`);
  listbox.children[index].scrollIntoView({ block: "nearest" });
}

field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    close();
  } else if (choices.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const count = choices.length;
    pick(picked < 0 && step < 0 ? count - 1 : (picked + step + count) % count);
  }
});
field.addEventListener("blur", close);

// Tabs and theme

const tabs = [byId("tab-chat"), byId("tab-writers")];

function select(tab) {
  for (const other of tabs) {
    const selected = other === tab;
    other.setAttribute("aria-selected", String(selected));
    other.tabIndex = selected ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !selected;
  }
  if (tab === tabs[1]) loadLibrary();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
    select(other);
    other.focus();
  });
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light theme" : "Dark theme";
}

byId("theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", theme);
  setTheme(theme);
});
setTheme(localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));

// For writers

async function loadLibrary() {
  try {
    const library = await request("library");
    byId("counts").textContent = library.counts;
    byId("articles").replaceChildren(...library.articles.map(renderArticle));
    const found = [...library.problems, ...library.remarks];
    byId("problems").replaceChildren(found.length ? renderProblems(library) : make("p", {}, "No problems."));
  } catch (fault) {
    byId("problems").replaceChildren(make("p", { class: "fault" }, fault.message));
  }
}

const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function renderArticle(article) {
  const wordings = article.sections.reduce((sum, section) => sum + section.wordings, 0);
  const details = make("details", {}, make("summary", {},
    make("strong", {}, article.title), ` ${counted(article.sections.length, "section")}, ${counted(wordings, "wording")} `,
    make("span", { class: "place" }, article.path)));
  details.append(make("ul", {}, ...article.sections.map((section) =>
    make("li", {}, `${section.heading} – ${counted(section.wordings, "wording")}${section.grade ? ` – ${section.grade}` : ""}`))));
  return details;
}

function renderProblems(library) {
  const item = (problem) => make("li", {},
    make("span", { class: "place" }, problem.line ? `${problem.path}:${problem.line}` : problem.path), ` ${problem.message}`);
  const lists = [make("ul", {}, ...library.problems.map(item))];
  if (library.remarks.length) {
    lists.push(make("details", {}, make("summary", {}, counted(library.remarks.length, "remark")),
      make("ul", {}, ...library.remarks.map(item))));
  }
  return make("div", {}, ...lists);
}

byId("why").addEventListener("submit", async (event) => {
  event.preventDefault();
  const question = byId("why-question").value;
  if (!question.trim()) return;
  try {
    byId("explanation").replaceChildren(...explain(await request("why", { question })));
  } catch (fault) {
    byId("explanation").replaceChildren(make("p", { class: "fault" }, fault.message));
  }
});

const percent = (share) => `${Math.round(share * 100)} %`;
const near = (text) => `“${text.text}” (${text.cosine.toFixed(2)})`;

function explain(why) {
  const parts = [make("h3", {}, `Outcome: ${why.outcome}`), make("p", {}, why.decided)];
  if (why.searched_for && why.searched_for !== why.question) parts.push(make("p", {}, `Searched for: ${why.searched_for}`));
  if (why.not_covered) {
    parts.push(make("p", {}, `Nearest question not covered: ${near(why.not_covered.question)} in “${why.not_covered.label}”.`));
  }
  if (why.signals.length) {
    parts.push(make("ul", {}, ...why.signals.map((signal) => make("li", {}, `${signal.name}: ${signal.value.toFixed(2)}`))));
  }
  if (why.sections.length) parts.push(renderSections(why.sections));
  return parts;
}

function renderSections(sections) {
  const columns = ["Answers", "Score", "Words", "In wordings", "Passage", "Sentence", "Heading"];
  const head = make("tr", {}, make("th", { scope: "col" }, "Section"),
    ...columns.map((name) => make("th", { scope: "col", class: "number" }, name)),
    make("th", { scope: "col" }, "Nearest wording"));
  const number = (value) => make("td", { class: "number" }, value == null ? "–" : value.toFixed(2));
  const rows = sections.map((section) => make("tr", {},
    make("th", { scope: "row" }, section.heading, make("div", { class: "small" }, section.id)),
    make("td", { class: "number" }, percent(section.probability)),
    ...[section.score, section.words, section.wording_words, section.passage, section.sentence, section.heading_cosine].map(number),
    make("td", {}, section.nearest_wording ? near(section.nearest_wording) : "–")));
  return make("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Nearest sections" },
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
}

/** Waits for changes of the files, for as long as the page is open. */
async function follow() {
  let version = null;
  for (;;) {
    try {
      // No version is that large: the first answer comes at once, with the current one.
      const state = await request("changes", { version: version ?? Number.MAX_SAFE_INTEGER });
      const changed = version !== null && state.version !== version;
      version = state.version;
      const time = new Date().toLocaleTimeString();
      if (state.fault) byId("live").textContent = `The articles could not be read: ${state.fault}`;
      else if (changed) byId("live").textContent = `The articles were reread at ${time}.`;
      if (changed) {
        await greet();
        if (!byId("writers").hidden) await loadLibrary();
      }
    } catch {
      if (!byId("access").hidden) return;
      byId("live").textContent = "The program does not answer. Is it still running?";
      await new Promise((done) => setTimeout(done, 3000));
    }
  }
}

async function greet() {
  const profile = await request("profile");
  botName = profile.name;
  language = profile.language;
  byId("bot-name").textContent = botName;
  document.title = botName;
  const examples = profile.examples.map((example) => {
    const button = make("button", { type: "button" }, example);
    button.addEventListener("click", () => ask(example, example));
    return button;
  });
  const about = profile.subject ? `Ask about ${profile.subject}.` : "Ask in your own words.";
  const intro = [make("p", {}, about)];
  if (profile.disclaimer) intro.push(make("p", { class: "small" }, profile.disclaimer));
  if (examples.length) intro.push(make("div", { class: "row", role: "group", "aria-label": "Example questions", lang: language }, ...examples));
  byId("intro").replaceChildren(...intro);
}

async function start() {
  try {
    await greet();
  } catch (fault) {
    if (byId("access").hidden) byId("intro").replaceChildren(make("p", { class: "fault" }, fault.message));
    return;
  }
  byId("live").textContent = "The articles are reread when a file is saved.";
  field.focus();
  follow();
}

start();
