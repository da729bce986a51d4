for (const button of document.querySelectorAll("[data-tick]"))
  button.addEventListener("click", () => {
    for (const box of document.querySelectorAll('input[name="page"]'))
      box.checked = button.dataset.tick === "all";
  });
