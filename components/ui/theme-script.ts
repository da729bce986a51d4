export const THEME_KEY = "pagedesk:theme";

/** Runs in the page's head: what the reader chose stands before anything is painted. */
export const themeScript = `try{const t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;
