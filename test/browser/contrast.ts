/** How well the text of a page can be told from what is behind it, after WCAG 2. */
import type * as Effect from "effect/Effect"
import type { Page } from "playwright-core"
import { ask } from "./site.js"

/** In the browser: every text that is shown, with its contrast and the contrast that its size asks for. */
const script = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number)
  const luminance = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map((value) =>
      value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color[3] !== 0) return color
    }
    return [255, 255, 255]
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const poor = []
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    const text = texts.currentNode.textContent.trim()
    if (text === "" || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const style = getComputedStyle(element)
    const [light, dark] = [luminance(parse(style.color)), luminance(ground(element))].sort((a, b) => b - a)
    const size = parseFloat(style.fontSize)
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5
    const contrast = (light + 0.05) / (dark + 0.05)
    if (contrast < wanted) poor.push(text.slice(0, 30) + " " + contrast.toFixed(2) + " " + style.color)
  }
  return poor
})()`

/** The texts of which the contrast is too low. */
export const poorTexts = (page: Page): Effect.Effect<ReadonlyArray<string>> => ask(page, script)
