// Starts the playground: the questions as tabs, answers from this server alone.
(function () {
  "use strict";

  // What a person types about somebody stays in this page: tabs and settings live
  // in memory until it is closed, and the list of past questions is never filled.
  function forgetful() {
    var kept = new Map();
    return {
      get length() { return kept.size; },
      getItem: function (key) { return kept.has(key) ? kept.get(key) : null; },
      removeItem: function (key) { kept.delete(key); },
      clear: function () { kept.clear(); },
      setItem: function (key, value) {
        if (key === "graphiql:queries" || key === "graphiql:favorites") {
          throw new Error("questions are not kept");
        }
        kept.set(key, value);
      },
    };
  }

  // Always by POST: a persona must not stand in an address.
  async function ask(params) {
    var response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
      body: JSON.stringify(params),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    return response.json();
  }

  // The one style element that GraphiQL adds, for its dialogs, needs the page's leave.
  window.__webpack_nonce__ = document.querySelector('meta[name="style-nonce"]').content;

  var questions = JSON.parse(document.getElementById("questions").textContent);
  var e = React.createElement;
  ReactDOM.createRoot(document.getElementById("playground")).render(
    e(GraphiQL, {
      fetcher: ask,
      storage: forgetful(),
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: false,
      defaultEditorToolsVisibility: false,
      inputValueDeprecation: true,
      schemaDescription: true,
      defaultTabs: questions.map(function (q) { return { query: q.text }; }),
      defaultQuery: "# Type here. Ctrl-Space shows what can be asked; Ctrl-Enter asks.\n",
    }, e(GraphiQL.Logo, null, null))
  );
})();
