/** The keyboard reaches what scrolls sideways, as long as it scrolls: no other code, no other table is a stop. */
const scrollers = document.querySelectorAll(".table, pre > code, .tsd-signature")

new ResizeObserver(() => {
  for (const one of scrollers) {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0
    else one.removeAttribute("tabindex")
  }
}).observe(document.body)
