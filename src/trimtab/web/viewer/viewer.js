// Shows openapi.json as text: every value goes in as text, so nothing in it can become markup.
"use strict";

const page = document.getElementById("page");
const state = document.getElementById("state");

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function details(title, value) {
  const shown = element("pre", JSON.stringify(value, null, 2));
  shown.tabIndex = 0;
  return element("details", "", element("summary", title), shown);
}

function operation(path, method, described) {
  const parts = [element("h2", `${method.toUpperCase()} ${path}`), element("p", described.summary)];
  if (described.parameters.length > 0) parts.push(details("Parameters", described.parameters));
  if (described.requestBody) parts.push(details("Request", described.requestBody.content));
  for (const [status, answer] of Object.entries(described.responses)) {
    parts.push(details(`${status} ${answer.description}`, answer.content));
  }
  return element("section", "", ...parts);
}

function show(described) {
  state.textContent = described.info.description;
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const [method, each] of Object.entries(methods)) page.append(operation(path, method, each));
  }
  const schemas = Object.entries(described.components.schemas).map(([name, schema]) => details(name, schema));
  page.append(element("section", "", element("h2", "Schemas"), ...schemas));
}

fetch("../openapi.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
  .then(show)
  .catch((error) => {
    state.textContent = `The description cannot be read: ${error.message}.`;
  });
