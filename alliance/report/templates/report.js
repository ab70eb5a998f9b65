(() => {
  "use strict";
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const options = { responsive: true, displayModeBar: false, displaylogo: false, showTips: false };
  const pages = [...document.querySelectorAll("article[data-language]")];
  const switches = [...document.querySelectorAll("button.switch")];

  const draw = (page) => {
    for (const place of page.querySelectorAll(".plot:not([data-drawn])")) {
      const figure = figures[place.dataset.figure];
      place.dataset.drawn = "yes";
      Plotly.newPlot(place, figure.data, figure.layout, options);
    }
  };

  const reading = (page) => [...page.querySelectorAll("section[id]")].find((part) => part.getBoundingClientRect().bottom > 80);

  const show = (language) => {
    const before = pages.find((page) => !page.hidden);
    const part = reading(before);
    for (const element of document.querySelectorAll("article[data-language], nav[data-language]")) {
      element.hidden = element.dataset.language !== language;
    }
    for (const button of switches) {
      const chosen = button.dataset.language === language;
      button.setAttribute("aria-pressed", String(chosen));
      if (chosen) {
        document.documentElement.lang = button.lang;
        document.title = button.dataset.title;
      }
    }
    const after = pages.find((page) => !page.hidden);
    draw(after);
    const same = part && document.getElementById(part.id.replace(/^[a-z]+/, language));
    if (same && window.scrollY > 0) same.scrollIntoView();
  };

  document.documentElement.classList.add("scripted");
  for (const button of switches) button.addEventListener("click", () => show(button.dataset.language));
  draw(pages.find((page) => !page.hidden));
})();
